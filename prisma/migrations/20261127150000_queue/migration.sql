-- ── One id from the arrival to the export ──
-- The arrival as it came to the door (for a part of a mail: the mail). Every log line about the work or the case names it.
ALTER TABLE work ADD COLUMN trace_id uuid;
ALTER TABLE invoice_case ADD COLUMN trace_id uuid;

UPDATE invoice_case c SET trace_id = coalesce(
  (SELECT coalesce(a.parent_id, a.id) FROM document d JOIN arrival a ON a.entity_id = d.entity_id AND a.id = d.arrival_id
   WHERE d.entity_id = c.entity_id AND d.case_id = c.id ORDER BY d.id LIMIT 1), c.id);
UPDATE work w SET trace_id = coalesce(
  (SELECT coalesce(a.parent_id, a.id) FROM arrival a WHERE a.entity_id = w.entity_id AND a.id = w.subject_id),
  (SELECT c.trace_id FROM invoice_case c WHERE c.entity_id = w.entity_id AND c.id = w.subject_id), w.subject_id);

ALTER TABLE work ALTER COLUMN trace_id SET NOT NULL;
ALTER TABLE invoice_case ALTER COLUMN trace_id SET NOT NULL;

-- ── Claiming: any due work, or the one row that a job on Redis names ──
DROP FUNCTION claim_work(text[], text, int, int);

CREATE FUNCTION claim_work(p_steps text[], p_worker text, p_lease_seconds int, p_limit int, p_entity uuid DEFAULT NULL, p_id uuid DEFAULT NULL)
RETURNS TABLE (entity_id uuid, id uuid, step text, subject_id uuid, trace_id uuid, attempt int, crashes int, fence bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  moment timestamptz := clock_timestamp();
BEGIN
  -- A claim that a crash of the server forgets is claimed again; nothing is gained by waiting for the disk.
  PERFORM set_config('synchronous_commit', 'off', true);
  -- Two statements and not one with an OR, which would read the whole table for a single row.
  IF p_id IS NOT NULL THEN
    RETURN QUERY
    UPDATE work w
    SET attempt = w.attempt + 1,
        fence = w.fence + 1,
        crashes = w.crashes + CASE WHEN w.lease_until IS NULL THEN 0 ELSE 1 END,
        lease_until = moment + make_interval(secs => p_lease_seconds),
        leased_by = p_worker
    FROM (
      SELECT d.entity_id, d.id FROM work d
      WHERE d.entity_id = p_entity AND d.id = p_id AND d.step = ANY (p_steps) AND d.due_at <= moment
        AND (d.lease_until IS NULL OR d.lease_until < moment)
      FOR UPDATE SKIP LOCKED
    ) due
    WHERE w.entity_id = due.entity_id AND w.id = due.id
    RETURNING w.entity_id, w.id, w.step, w.subject_id, w.trace_id, w.attempt, w.crashes, w.fence;
    RETURN;
  END IF;

  RETURN QUERY
  UPDATE work w
  SET attempt = w.attempt + 1,
      fence = w.fence + 1,
      crashes = w.crashes + CASE WHEN w.lease_until IS NULL THEN 0 ELSE 1 END,
      lease_until = moment + make_interval(secs => p_lease_seconds),
      leased_by = p_worker
  FROM (
    SELECT d.entity_id, d.id FROM work d
    WHERE d.step = ANY (p_steps) AND d.due_at <= moment AND (d.lease_until IS NULL OR d.lease_until < moment)
    ORDER BY d.due_at
    LIMIT least(p_limit, 100)
    FOR UPDATE SKIP LOCKED
  ) due
  WHERE w.entity_id = due.entity_id AND w.id = due.id
  RETURNING w.entity_id, w.id, w.step, w.subject_id, w.trace_id, w.attempt, w.crashes, w.fence;
END $$;

-- ── Due work that nobody holds, oldest first: what a lost job, a flushed Redis or a dead worker left behind ──
-- The age counts from the moment the work could be taken: when it fell due, or when the lease of a dead holder ran out.
CREATE FUNCTION overdue_work(p_steps text[], p_older_seconds float8, p_limit int)
RETURNS TABLE (entity_id uuid, id uuid, step text, attempt int, age_seconds float8)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT w.entity_id, w.id, w.step, w.attempt,
    extract(epoch FROM clock_timestamp() - greatest(w.due_at, w.lease_until))::float8
  FROM work w
  WHERE w.step = ANY (p_steps)
    AND w.due_at <= clock_timestamp() - make_interval(secs => p_older_seconds)
    AND (w.lease_until IS NULL OR w.lease_until < clock_timestamp())
  ORDER BY w.due_at
  LIMIT least(p_limit, 1000)
$$;

REVOKE ALL ON FUNCTION claim_work(text[], text, int, int, uuid, uuid), overdue_work(text[], float8, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION claim_work(text[], text, int, int, uuid, uuid), overdue_work(text[], float8, int) TO belegfluss_app;
