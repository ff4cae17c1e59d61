-- ── The archive proves itself: every night all stored bytes are compared with their SHA-256 ──
ALTER TABLE stored_file
  ADD COLUMN proven_at timestamptz(6),  -- when the bytes were last compared
  ADD COLUMN damaged_at timestamptz(6); -- since when they are not what they were, or are gone

-- Batch files lie in the archive like originals and are proven like them.
INSERT INTO stored_file (entity_id, sha256, size)
SELECT DISTINCT ON (entity_id, sha256) entity_id, sha256, size FROM export_file
ON CONFLICT DO NOTHING;
ALTER TABLE export_file ADD CONSTRAINT export_file_entity_id_sha256_fkey FOREIGN KEY (entity_id, sha256)
  REFERENCES stored_file (entity_id, sha256) ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE INDEX stored_file_proven ON stored_file (entity_id, proven_at NULLS FIRST);
CREATE INDEX stored_file_damaged ON stored_file (entity_id, sha256) WHERE damaged_at IS NOT NULL;

-- The only things about a stored file that may change.
GRANT UPDATE (proven_at, damaged_at) ON stored_file TO belegfluss_app;

-- The start of the night that `moment` lies in, and of later ones. 1:30 in Berlin exists once on every day of the year.
CREATE FUNCTION proof_night(moment timestamptz, nights_later int) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT (date_trunc('day', (moment AT TIME ZONE 'Europe/Berlin') - interval '90 minutes')
    + make_interval(days => nights_later, mins => 90)) AT TIME ZONE 'Europe/Berlin'
$$;

-- One row of recurring work for each entity, whoever makes the entity.
CREATE FUNCTION prove_every_night() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO work (entity_id, id, step, subject_id, trace_id, due_at)
  VALUES (NEW.id, gen_random_uuid(), 'prove', NEW.id, NEW.id, proof_night(now(), 1))
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION prove_every_night() FROM PUBLIC;
CREATE TRIGGER entity_is_proven AFTER INSERT ON entity FOR EACH ROW EXECUTE FUNCTION prove_every_night();

INSERT INTO work (entity_id, id, step, subject_id, trace_id, due_at)
SELECT id, gen_random_uuid(), 'prove', id, id, proof_night(now(), 1) FROM entity
ON CONFLICT DO NOTHING;
