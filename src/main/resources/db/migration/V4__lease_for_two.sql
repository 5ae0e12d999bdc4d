-- When the lease was renewed, by its owner's clock, and which turn was written last under it.
ALTER TABLE lease ADD COLUMN renewed_at TEXT;
ALTER TABLE lease ADD COLUMN turn BIGINT;
