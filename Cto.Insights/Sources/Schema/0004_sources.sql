create table source (
    id uuid primary key,
    tenant_id uuid not null references tenant,
    connector text not null,
    name text not null,
    settings jsonb not null default '{}',
    -- Sealed by ASP.NET Data Protection for this tenant and source (a webhook secret is one of them); the kind alone is plain.
    credential_kind text,
    credentials bytea,
    credential_expires_at timestamptz,
    state text not null default 'idle',
    deleting boolean not null default false,
    created_at timestamptz not null,
    last_success_at timestamptz,
    last_attempt_at timestamptz,
    next_attempt_at timestamptz,
    throttled_until timestamptz,
    failures integer not null default 0,
    fault jsonb,
    progress jsonb,
    rate_limit jsonb,
    warnings text[] not null default '{}'
);
create unique index source_name on source (tenant_id, lower(name)) where not deleting;
create unique index source_push on source (tenant_id) where connector = 'push';
select close_to_tenant('source');

create table source_stream (
    tenant_id uuid not null,
    source_id uuid not null references source on delete cascade,
    stream text not null,
    cursor text,
    cursor_at timestamptz,
    facts bigint not null default 0,
    inserted bigint not null default 0,
    updated bigint not null default 0,
    unchanged bigint not null default 0,
    primary key (source_id, stream)
);
select close_to_tenant('source_stream');

create table sync_run (
    id bigint generated always as identity primary key,
    tenant_id uuid not null,
    source_id uuid not null references source on delete cascade,
    started_at timestamptz not null,
    ended_at timestamptz not null,
    outcome text not null,
    fault text,
    pages integer not null,
    inserted bigint not null,
    updated bigint not null,
    unchanged bigint not null,
    withdrawn bigint not null,
    rejected bigint not null
);
create index sync_run_source on sync_run (source_id, started_at desc);
select close_to_tenant('sync_run');

create table source_address (
    source_id uuid primary key,
    tenant_id uuid not null references tenant
);
comment on table source_address is 'shared: whose a source is; a webhook names the source only';

-- The first statement of every write of a source's facts: makes writers of one source take turns, and refuses those of a source that is being deleted.
create function claim_source(wanted uuid) returns void language plpgsql as $$
begin
    perform 1 from source where id = wanted and not deleting for no key update;
    if not found then
        raise exception 'The source % is gone.', wanted using errcode = 'CT404';
    end if;
end
$$;
