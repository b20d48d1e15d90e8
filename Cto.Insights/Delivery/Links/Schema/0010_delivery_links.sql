-- What follows from the facts of delivery: written by LinkRefresh alone, read by the insights. Dropping every row here loses nothing.
-- Names of services are the canonical ones; the empty service holds what belongs to none.

create table delivery_state (
    tenant_id uuid primary key,
    -- The rules the links were made by: other rules make other links.
    rules text not null,
    refreshed_at timestamptz not null
);

create table delivery_service (
    tenant_id uuid not null,
    name text not null,
    team text,
    repositories text[] not null,
    deployed boolean not null,
    primary key (tenant_id, name)
);

create table delivery_deployment (
    tenant_id uuid not null,
    key text collate "C" not null,
    service text not null,
    environment smallint not null,
    repository text,
    version text,
    url text,
    finished_at timestamptz not null,
    flags integer not null,
    reasons integer not null,
    commits integer,
    failed_at timestamptz,
    remedied_at timestamptz,
    remedied_by text,
    recovery integer,
    recovery_from_finish integer,
    -- Lead times in seconds, little-endian, of the changes it was the first to ship; those that another service shipped earlier stand apart.
    leads bytea,
    leads_again bytea,
    excluded_first integer not null,
    excluded_clock integer not null,
    excluded_unknown integer not null,
    digest bigint not null,
    primary key (tenant_id, key)
);
create index delivery_deployment_finished on delivery_deployment (tenant_id, environment, finished_at);
create index delivery_deployment_service on delivery_deployment (tenant_id, service, environment, finished_at);
create index delivery_deployment_failed on delivery_deployment (tenant_id, finished_at) where reasons > 0;

create table delivery_change (
    tenant_id uuid not null,
    service text not null,
    key text collate "C" not null,
    kind text not null,
    repository text not null,
    units smallint not null,
    first boolean not null,
    author text,
    bot boolean not null,
    size integer,
    first_commit_at timestamptz,
    opened_at timestamptz,
    first_review_at timestamptz,
    reached_at timestamptz not null,
    deployment text collate "C",
    deployed_at timestamptz,
    lead integer,
    exclusion smallint not null,
    digest bigint not null,
    primary key (tenant_id, service, kind, key)
);
create index delivery_change_deployed on delivery_change (tenant_id, deployed_at) where deployed_at is not null;
create index delivery_change_service on delivery_change (tenant_id, service, deployed_at);
create index delivery_change_repository on delivery_change (tenant_id, repository, deployed_at);
create index delivery_change_reached on delivery_change (tenant_id, reached_at) where kind = 'pullRequest';

create table delivery_incident (
    tenant_id uuid not null,
    key text collate "C" not null,
    service text not null,
    started_at timestamptz not null,
    rule smallint not null,
    deployment text collate "C",
    -- The service whose history it was linked in: that of the deployment it names, else its own.
    linked_by text not null,
    digest bigint not null,
    primary key (tenant_id, key)
);
create index delivery_incident_started on delivery_incident (tenant_id, started_at);
create index delivery_incident_linked on delivery_incident (tenant_id, linked_by);

do $$
declare
    relation text;
begin
    foreach relation in array array['delivery_state', 'delivery_service', 'delivery_deployment', 'delivery_change', 'delivery_incident'] loop
        perform close_to_tenant(relation::regclass);
    end loop;
end
$$;

-- What a refresh reads the facts by.
create index pull_request_repository on pull_request (tenant_id, repository);
create index pull_request_merge_commit on pull_request (tenant_id, merge_commit) where merge_commit is not null;
create index commit_repository on commit (tenant_id, repository);
create index deployment_service on deployment (tenant_id, service);
create index incident_service on incident (tenant_id, service);
create index incident_deployment on incident (tenant_id, deployment) where deployment is not null;
