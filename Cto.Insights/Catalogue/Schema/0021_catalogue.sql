-- The catalogue: what the company is made of, and by which names each system knows it. See docs/decisions/0012-catalogue.md.
create table catalogue_entry (
    tenant_id uuid not null,
    id uuid not null,
    kind text not null check (kind in ('service', 'team', 'person', 'repository')),
    name text not null,
    email text,
    -- What somebody said; null leaves it to the facts.
    team text,
    tier integer,
    repositories text[],
    members text[],
    -- Somebody made, imported or edited it: it stays whatever the systems say.
    pinned boolean not null default false,
    updated_at timestamptz not null default now(),
    updated_by text,
    primary key (tenant_id, id)
);
create unique index catalogue_entry_name on catalogue_entry (tenant_id, kind, lower(name), coalesce(email, ''));
select close_to_tenant('catalogue_entry');

create table catalogue_name (
    tenant_id uuid not null,
    kind text not null,
    system text not null,
    name text collate "C" not null,
    entry_id uuid not null,
    state text not null check (state in ('accepted', 'proposed', 'rejected')),
    confidence double precision not null,
    reason text not null,
    -- Null: nobody decided, and the next refresh may think otherwise.
    decided_by text,
    decided_at timestamptz,
    primary key (tenant_id, kind, system, name, entry_id),
    foreign key (tenant_id, entry_id) references catalogue_entry on delete cascade
);
-- A name stands for one thing; what it does not stand for is remembered beside it.
create unique index catalogue_name_one on catalogue_name (tenant_id, kind, system, name) where state <> 'rejected';
create index catalogue_name_entry on catalogue_name (tenant_id, entry_id);
select close_to_tenant('catalogue_name');

-- What names are read by.
create index charge_service on charge (tenant_id, service) where service is not null;
