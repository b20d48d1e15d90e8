-- The text of a repository's catalog-info.yaml; empty = it has none, null = unknown.
alter table repository add column catalog_info text;
