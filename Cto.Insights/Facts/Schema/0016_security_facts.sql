create table advisory (
    id text not null,
    aliases text[],
    feed text not null,
    title text not null,
    severity text,
    cvss double precision,
    cvss_vector text,
    published_at timestamptz,
    withdrawn_at timestamptz
);
select make_fact_table('advisory');

create table affected_package (
    advisory text not null,
    ecosystem text not null,
    name text not null,
    introduced text,
    fixed text,
    last_affected text,
    versions text[]
);
select make_fact_table('affected_package');

create table code_alert (
    repository text not null,
    rule text not null,
    title text not null,
    severity text,
    state text not null,
    location text,
    tool text,
    first_seen_at timestamptz not null,
    fixed_at timestamptz
);
select make_fact_table('code_alert');

create table exploit_prediction (
    cve text not null,
    score double precision not null,
    percentile double precision not null,
    day date not null
);
select make_fact_table('exploit_prediction');

create table known_exploit (
    cve text not null,
    name text not null,
    vendor text,
    product text,
    added_on date not null,
    due_on date,
    ransomware boolean not null,
    required_action text
);
select make_fact_table('known_exploit');

create table vulnerability (
    repository text not null,
    package text not null,
    version text,
    fixed_version text,
    advisories text[] not null,
    title text,
    severity text not null,
    cvss double precision,
    environment text,
    state text not null,
    first_seen_at timestamptz not null,
    fixed_at timestamptz,
    accepted_until timestamptz,
    scanner text not null,
    manifest text
);
select make_fact_table('vulnerability');

create index advisory_id on advisory (tenant_id, id);
create index affected_package_name on affected_package (tenant_id, ecosystem, name);
create index affected_package_advisory on affected_package (tenant_id, advisory);
create index exploit_prediction_cve on exploit_prediction (tenant_id, cve);
create index known_exploit_cve on known_exploit (tenant_id, cve);
create index vulnerability_repository on vulnerability (tenant_id, repository);
create index vulnerability_seen on vulnerability (tenant_id, first_seen_at);
create index vulnerability_open on vulnerability (tenant_id, package) where state = 'open';
