create table board (
    name text not null,
    type text,
    project text
);
select make_fact_table('board');

create table epic (
    project text not null,
    code text,
    name text not null,
    status text not null,
    status_category text not null,
    owner text,
    team text,
    created_at timestamptz not null,
    starts_at timestamptz,
    due_at timestamptz,
    done_at timestamptz,
    labels text[]
);
select make_fact_table('epic');

create table project (
    name text not null,
    code text,
    team text,
    lead text,
    archived boolean not null
);
select make_fact_table('project');

create table sprint (
    name text not null,
    board text,
    project text,
    team text,
    state text not null,
    goal text,
    starts_at timestamptz,
    ends_at timestamptz,
    closed_at timestamptz
);
select make_fact_table('sprint');

create table sprint_item (
    sprint text not null,
    moment text not null,
    work_item text not null,
    points double precision,
    status_category text not null,
    at timestamptz not null
);
select make_fact_table('sprint_item');

create table work_item (
    project text not null,
    code text,
    type text not null,
    title text not null,
    status text not null,
    status_category text not null,
    priority text,
    points double precision,
    epic text,
    sprint text,
    parent text,
    assignee text,
    team text,
    blocked_by text[],
    labels text[],
    components text[],
    due_at timestamptz,
    created_at timestamptz not null,
    started_at timestamptz,
    done_at timestamptz
);
select make_fact_table('work_item');

create table work_item_change (
    work_item text not null,
    field text not null,
    at timestamptz not null,
    "from" text,
    "to" text,
    to_category text,
    author text
);
select make_fact_table('work_item_change');

create index sprint_item_sprint on sprint_item (tenant_id, sprint);
create index work_item_epic on work_item (tenant_id, epic) where epic is not null;
create index work_item_sprint on work_item (tenant_id, sprint) where sprint is not null;
create index work_item_done on work_item (tenant_id, done_at) where done_at is not null;
create index work_item_open on work_item (tenant_id, project) where done_at is null;
create index work_item_change_item on work_item_change (tenant_id, work_item, at);
create index work_item_change_at on work_item_change (tenant_id, at);
