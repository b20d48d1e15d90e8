create table code_issue_count (
    project text not null,
    repository text,
    type text not null,
    severity text not null,
    count integer not null,
    at timestamptz not null
);
select make_fact_table('code_issue_count');

create table code_measure (
    project text not null,
    repository text,
    metric text not null,
    value double precision not null,
    at timestamptz not null,
    new_code boolean not null
);
select make_fact_table('code_measure');

create table quality_gate (
    project text not null,
    name text not null,
    repository text,
    status text not null,
    failed text[],
    analyzed_at timestamptz
);
select make_fact_table('quality_gate');

create index code_measure_series on code_measure (tenant_id, metric, project, at);
create index code_issue_count_at on code_issue_count (tenant_id, project, at);
