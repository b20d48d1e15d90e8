-- Two nodes that keep a reading of a company know by it which is the newer.
alter table tenant add column version bigint not null default 1;
