-- Up to when everything upstream is known of the stream, and why it cannot be read, where it cannot.
alter table source_stream add column known_until timestamptz, add column fault jsonb;
