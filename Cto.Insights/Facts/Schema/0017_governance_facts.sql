create table access_grant (
    system text not null,
    account text not null,
    email text,
    resource text not null,
    role text not null,
    privileged boolean not null,
    via text,
    environment text,
    granted_at timestamptz,
    last_used_at timestamptz
);
select make_fact_table('access_grant');

create table access_key (
    system text not null,
    account text not null,
    id text not null,
    active boolean not null,
    created_at timestamptz not null,
    last_used_at timestamptz,
    expires_at timestamptz
);
select make_fact_table('access_key');

create table account (
    system text not null,
    login text not null,
    name text,
    email text,
    kind text not null,
    status text not null,
    mfa boolean,
    role text,
    privileged boolean,
    created_at timestamptz,
    last_active_at timestamptz
);
select make_fact_table('account');

create table branch_protection (
    repository text not null,
    branch text not null,
    protected boolean not null,
    required_approvals integer,
    code_owner_review boolean,
    required_checks text[],
    applies_to_administrators boolean,
    force_push_allowed boolean,
    deletion_allowed boolean,
    signed_commits boolean,
    read_at timestamptz not null
);
select make_fact_table('branch_protection');

create table control_evidence (
    controls text[] not null,
    title text not null,
    query text,
    result text not null,
    subject text,
    owner text,
    collected_at timestamptz not null,
    covers_from timestamptz,
    covers_until timestamptz,
    expires_at timestamptz
);
select make_fact_table('control_evidence');

create index account_email on account (tenant_id, email) where email is not null;
create index access_grant_account on access_grant (tenant_id, system, account);
create index access_key_account on access_key (tenant_id, system, account);
create index control_evidence_collected on control_evidence (tenant_id, collected_at);
