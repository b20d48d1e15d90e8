-- The right to write for a source goes with the latest sync: each takes the next number, and a process that was away while another took over writes nothing any more.
alter table source add column epoch bigint not null default 0;

create function claim_source(wanted uuid, mine bigint) returns void language plpgsql as $$
begin
    perform 1 from source where id = wanted and not deleting and epoch = coalesce(mine, epoch) for no key update;
    if not found then
        raise exception 'The source % is gone, or another process looks after it.', wanted using errcode = 'CT404';
    end if;
end
$$;

-- What any node looks for: sources that are due, and those whose node ended in the middle of a sync.
alter table source_address
    -- When somebody must look at the source; null while nothing is to be done (paused, or a sync runs).
    add column due_at timestamptz default now(),
    -- The silo in which a sync runs; null when none does.
    add column runs_on text;
create index source_address_due on source_address (due_at) where due_at is not null;
create index source_address_running on source_address (runs_on) where runs_on is not null;
comment on table source_address is 'shared: whose a source is, because a webhook names the source only; and when it is due, because nodes look for the due sources of all tenants at once';
