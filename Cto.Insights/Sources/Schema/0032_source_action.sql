create table source_action (
    tenant_id uuid not null,
    -- Given by who asks: the same for every attempt.
    id uuid not null,
    source_id uuid not null references source on delete cascade,
    type text not null,
    -- Of the request, so that one id never stands for two things.
    fingerprint bytea not null,
    state text not null,
    outcome jsonb,
    asked_by text not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    primary key (tenant_id, id)
);
create index source_action_source on source_action (source_id, started_at desc);
select close_to_tenant('source_action');
