create table alert (
    title text not null,
    service text,
    team text,
    priority text,
    status text not null,
    origin text,
    assignee text,
    started_at timestamptz not null,
    acknowledged_at timestamptz,
    closed_at timestamptz
);
select make_fact_table('alert');

create table escalation_policy (
    name text not null,
    team text,
    services text[],
    levels text[]
);
select make_fact_table('escalation_policy');

create table host (
    name text not null,
    service text,
    environment text,
    provider text,
    region text,
    instance_type text,
    up boolean not null,
    last_seen_at timestamptz,
    tags text[]
);
select make_fact_table('host');

create table incident_event (
    incident text not null,
    type text not null,
    at timestamptz not null,
    person text,
    email text,
    channel text,
    summary text
);
select make_fact_table('incident_event');

create table metric_sample (
    metric text not null,
    subject text not null,
    service text,
    at timestamptz not null,
    seconds integer not null,
    value double precision not null,
    unit text
);
select make_fact_table('metric_sample');

create table monitor (
    name text not null,
    service text,
    type text,
    query text,
    state text not null,
    since timestamptz,
    muted boolean not null,
    priority integer,
    tags text[]
);
select make_fact_table('monitor');

create table on_call_schedule (
    name text not null,
    team text,
    time_zone text,
    known_from timestamptz,
    known_until timestamptz
);
select make_fact_table('on_call_schedule');

create table on_call_shift (
    schedule text not null,
    person text not null,
    email text,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    override boolean not null
);
select make_fact_table('on_call_shift');

create table sli_sample (
    slo text not null,
    at timestamptz not null,
    seconds integer not null,
    good double precision not null,
    total double precision not null
);
select make_fact_table('sli_sample');

create table slo (
    name text not null,
    service text,
    type text,
    target double precision not null,
    window_days integer not null,
    description text,
    tags text[]
);
select make_fact_table('slo');

create index alert_started on alert (tenant_id, started_at);
create index incident_event_incident on incident_event (tenant_id, incident, at);
create index incident_event_at on incident_event (tenant_id, at);
create index on_call_shift_ends on on_call_shift (tenant_id, ends_at);
create index sli_sample_series on sli_sample (tenant_id, slo, at);
create index metric_sample_at on metric_sample (tenant_id, metric, at);
