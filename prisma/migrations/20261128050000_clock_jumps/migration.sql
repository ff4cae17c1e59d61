-- The clock of the database may jump ahead and come back. What was then put off by seconds would wait for as long as the clock
-- had gone wrong, and a lease of a dead worker would hold as long: both are known by a length that nobody gives.

CREATE OR REPLACE FUNCTION claim_work(p_steps text[], p_worker text, p_lease_seconds int, p_limit int, p_entity uuid DEFAULT NULL, p_id uuid DEFAULT NULL)
RETURNS TABLE (entity_id uuid, id uuid, step text, subject_id uuid, trace_id uuid, attempt int, crashes int, fence bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  moment timestamptz := clock_timestamp();
  -- no lease is that long: it was given while the clock went wrong
  far CONSTANT interval := '1 hour';
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
        AND (d.lease_until IS NULL OR d.lease_until < moment OR d.lease_until > moment + far)
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
    WHERE d.step = ANY (p_steps) AND d.due_at <= moment AND (d.lease_until IS NULL OR d.lease_until < moment OR d.lease_until > moment + far)
    ORDER BY d.due_at
    LIMIT least(p_limit, 100)
    FOR UPDATE SKIP LOCKED
  ) due
  WHERE w.entity_id = due.entity_id AND w.id = due.id
  RETURNING w.entity_id, w.id, w.step, w.subject_id, w.trace_id, w.attempt, w.crashes, w.fence;
END $$;


CREATE OR REPLACE FUNCTION overdue_work(p_steps text[], p_older_seconds float8, p_limit int)
RETURNS TABLE (entity_id uuid, id uuid, step text, attempt int, age_seconds float8)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT w.entity_id, w.id, w.step, w.attempt,
    -- a lease from the time when the clock was wrong says nothing of when it could be taken
    extract(epoch FROM clock_timestamp() - greatest(w.due_at, CASE WHEN w.lease_until < clock_timestamp() THEN w.lease_until END))::float8
  FROM work w
  WHERE w.step = ANY (p_steps)
    AND w.due_at <= clock_timestamp() - make_interval(secs => p_older_seconds)
    AND (w.lease_until IS NULL OR w.lease_until < clock_timestamp() OR w.lease_until > clock_timestamp() + interval '1 hour')
  ORDER BY w.due_at
  LIMIT least(p_limit, 1000)
$$;

-- Retries are put off by minutes, the proof of the archive to the coming night. Gives how many rows it brought back.
CREATE FUNCTION mend_due_times() RETURNS int
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH mended AS (
    UPDATE work SET due_at = clock_timestamp()
    WHERE due_at > clock_timestamp() + interval '1 hour' AND (step <> 'prove' OR due_at > clock_timestamp() + interval '2 days')
    RETURNING 1
  )
  SELECT count(*)::int FROM mended
$$;
REVOKE ALL ON FUNCTION mend_due_times() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mend_due_times() TO belegfluss_app;
