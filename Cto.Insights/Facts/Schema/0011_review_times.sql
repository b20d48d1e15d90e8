-- Who reviewed how much in a period is asked by time.
create index review_submitted on review (tenant_id, submitted_at);
