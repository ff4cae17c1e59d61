-- Acts are added under the lock of their case: their order is the order of adding. Ids and times come from clocks, which may
-- be wrong or differ between machines, and an order told by them could let an objection win over its later release.
ALTER TABLE act ADD COLUMN seq bigint;
UPDATE act SET seq = o.seq FROM (SELECT entity_id, id, row_number() OVER (ORDER BY id) AS seq FROM act) o
  WHERE act.entity_id = o.entity_id AND act.id = o.id;
ALTER TABLE act ALTER COLUMN seq SET NOT NULL;
CREATE SEQUENCE act_seq_seq AS bigint OWNED BY act.seq;
SELECT setval('act_seq_seq', (SELECT coalesce(max(seq), 0) + 1 FROM act), false);
ALTER TABLE act ALTER COLUMN seq SET DEFAULT nextval('act_seq_seq');
GRANT USAGE ON SEQUENCE act_seq_seq TO belegfluss_app;
