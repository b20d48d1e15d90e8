-- The production runs of a service by day (UTC), packed: what DORA's metrics are computed from. One row stands for all runs of a day, because tens of
-- thousands of rows cost more to find and to ship than what is in them. The layout of a run is that of the program's PackedRun.
create table delivery_day (
    tenant_id uuid not null,
    service text not null,
    day text collate "C" not null,
    runs bytea not null,
    -- Seconds, little-endian, run by run: of changes that the run was the first to ship, and of those that another service shipped earlier.
    leads bytea,
    leads_again bytea,
    digest bigint not null,
    primary key (tenant_id, service, day)
);
alter table delivery_day alter column runs set storage external, alter column leads set storage external, alter column leads_again set storage external;
create index delivery_day_day on delivery_day (tenant_id, day);
select close_to_tenant('delivery_day');

-- They stood beside the deployment before.
alter table delivery_deployment drop column leads, drop column leads_again, drop column excluded_first, drop column excluded_clock, drop column excluded_unknown;
alter table delivery_deployment add column changes integer not null default 0;
