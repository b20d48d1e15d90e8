-- Tables of facts since: each begins with what is particular to its kind; what they have in common is added here.
-- first_seen: when we learned of it; written_at: when it last changed here. Texts and lists that are null are unknown.
create function make_fact_table(relation regclass) returns void language plpgsql as $$
begin
    execute format($sql$
        alter table %1$s
            add first_seen timestamptz not null default now(),
            add written_at timestamptz not null default now(),
            add changed_at timestamptz,
            add tenant_id uuid not null,
            add source_id uuid not null,
            add key text collate "C" not null,
            add url text,
            add primary key (tenant_id, key)
        $sql$, relation);
    execute format('create index %I on %s (source_id)', relation || '_source', relation);
    perform close_to_tenant(relation);
end
$$;

create table component (
    repository text not null,
    package text not null,
    ecosystem text not null,
    name text not null,
    version text,
    manifest text,
    direct boolean
);
select make_fact_table('component');

create table person (
    name text not null,
    email text,
    team text,
    title text,
    status text not null,
    left_at timestamptz
);
select make_fact_table('person');

create table repository (
    name text not null,
    description text,
    default_branch text,
    private boolean not null,
    archived boolean not null,
    languages jsonb,
    topics text[],
    created_at timestamptz,
    pushed_at timestamptz
);
select make_fact_table('repository');

create table team (
    name text not null,
    members text[],
    channel text
);
select make_fact_table('team');

create index component_repository on component (tenant_id, repository);
create index component_name on component (tenant_id, ecosystem, name);
