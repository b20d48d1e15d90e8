-- One table a kind of fact. Keys are compared byte by byte: they are names, not prose, and writers lock rows in that order.
-- first_seen: when we learned of it; written_at: when it last changed here. Texts and lists that are null are unknown.

create table service (
    tenant_id uuid not null,
    key text collate "C" not null,
    source_id uuid not null,
    changed_at timestamptz,
    url text,
    name text not null,
    team text,
    tier integer,
    repositories text[],
    aliases jsonb,
    first_seen timestamptz not null default now(),
    written_at timestamptz not null default now(),
    primary key (tenant_id, key)
);

create table pull_request (
    tenant_id uuid not null,
    key text collate "C" not null,
    source_id uuid not null,
    changed_at timestamptz,
    url text,
    repository text not null,
    number integer not null,
    title text not null,
    author text,
    bot boolean not null,
    draft boolean not null,
    branch text,
    target_branch text,
    created_at timestamptz not null,
    ready_at timestamptz,
    first_commit_at timestamptz,
    first_review_at timestamptz,
    merged_at timestamptz,
    closed_at timestamptz,
    merge_commit text collate "C",
    additions integer,
    deletions integer,
    labels text[],
    requested_reviewers text[],
    first_seen timestamptz not null default now(),
    written_at timestamptz not null default now(),
    primary key (tenant_id, key)
);

create table review (
    tenant_id uuid not null,
    key text collate "C" not null,
    source_id uuid not null,
    changed_at timestamptz,
    url text,
    pull_request text collate "C" not null,
    repository text not null,
    reviewer text,
    bot boolean not null,
    submitted_at timestamptz not null,
    state text not null,
    first_seen timestamptz not null default now(),
    written_at timestamptz not null default now(),
    primary key (tenant_id, key)
);

create table commit (
    tenant_id uuid not null,
    key text collate "C" not null,
    source_id uuid not null,
    changed_at timestamptz,
    url text,
    repository text not null,
    sha text collate "C" not null,
    subject text not null,
    author text,
    author_email text,
    bot boolean not null,
    authored_at timestamptz not null,
    committed_at timestamptz not null,
    mainline boolean not null,
    merge boolean not null,
    first_commit_at timestamptz,
    reverts text[],
    first_seen timestamptz not null default now(),
    written_at timestamptz not null default now(),
    primary key (tenant_id, key)
);

create table deployment (
    tenant_id uuid not null,
    key text collate "C" not null,
    source_id uuid not null,
    changed_at timestamptz,
    url text,
    service text not null,
    repository text,
    environment text not null,
    commit text collate "C",
    ref text,
    started_at timestamptz,
    finished_at timestamptz,
    result text,
    commits text[],
    trigger text,
    labels text[],
    first_seen timestamptz not null default now(),
    written_at timestamptz not null default now(),
    primary key (tenant_id, key)
);

create table incident (
    tenant_id uuid not null,
    key text collate "C" not null,
    source_id uuid not null,
    changed_at timestamptz,
    url text,
    title text not null,
    service text,
    severity text,
    status text not null,
    started_at timestamptz not null,
    acknowledged_at timestamptz,
    resolved_at timestamptz,
    deployment text collate "C",
    assignee text,
    first_seen timestamptz not null default now(),
    written_at timestamptz not null default now(),
    primary key (tenant_id, key)
);

create table pipeline_run (
    tenant_id uuid not null,
    key text collate "C" not null,
    source_id uuid not null,
    changed_at timestamptz,
    url text,
    repository text not null,
    name text not null,
    branch text,
    commit text collate "C",
    trigger text,
    attempt integer not null,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    result text,
    first_seen timestamptz not null default now(),
    written_at timestamptz not null default now(),
    primary key (tenant_id, key)
);

create table release (
    tenant_id uuid not null,
    key text collate "C" not null,
    source_id uuid not null,
    changed_at timestamptz,
    url text,
    repository text not null,
    tag text not null,
    name text,
    commit text collate "C",
    draft boolean not null,
    prerelease boolean not null,
    created_at timestamptz not null,
    published_at timestamptz,
    first_seen timestamptz not null default now(),
    written_at timestamptz not null default now(),
    primary key (tenant_id, key)
);

-- What deliveries have to be derived again: written in the transaction of the facts, read and removed by who derives.
-- Rows are only ever added by writers, so that writers never wait for each other here.
create table delivery_dirty (
    id bigint generated always as identity primary key,
    tenant_id uuid not null,
    kind text not null,
    service text,
    repository text,
    since timestamptz
);
create index delivery_dirty_tenant on delivery_dirty (tenant_id, id);

do $$
declare
    relation text;
begin
    foreach relation in array array['service', 'pull_request', 'review', 'commit', 'deployment', 'incident', 'pipeline_run', 'release'] loop
        perform close_to_tenant(relation::regclass);
        execute format('create index %I on %I (source_id)', relation || '_source', relation);
    end loop;
    perform close_to_tenant('delivery_dirty');
end
$$;

-- An update that moves a row to another service or repository: the statement marks the new one, this marks the old one.
create function mark_moved() returns trigger language plpgsql as $$
begin
    insert into delivery_dirty (tenant_id, kind, service, repository, since) values (
        old.tenant_id,
        tg_argv[0],
        case tg_table_name when 'service' then to_jsonb(old) ->> 'name' else to_jsonb(old) ->> 'service' end,
        to_jsonb(old) ->> 'repository',
        (coalesce(to_jsonb(old) ->> 'finished_at', to_jsonb(old) ->> 'started_at'))::timestamptz);
    return null;
end
$$;
create trigger moved after update on service for each row when (old.name is distinct from new.name) execute function mark_moved('service');
create trigger moved after update on deployment for each row
    when (old.service is distinct from new.service or old.repository is distinct from new.repository) execute function mark_moved('deployment');
create trigger moved after update on incident for each row when (old.service is distinct from new.service) execute function mark_moved('incident');

create index review_pull_request on review (tenant_id, pull_request);
create index pull_request_merged on pull_request (tenant_id, merged_at) where merged_at is not null;
create index pull_request_closed on pull_request (tenant_id, closed_at) where closed_at is not null;
create index pull_request_open on pull_request (tenant_id, created_at) where closed_at is null;
create index deployment_finished on deployment (tenant_id, finished_at);
create index incident_started on incident (tenant_id, started_at);
create index pipeline_run_created on pipeline_run (tenant_id, created_at);
