-- Waiting is what could be taken now. Work that falls due later (the proof of this night, a retry in its pause) waits for its
-- time and not for a worker: an alarm on it would never be silent.
CREATE OR REPLACE FUNCTION work_figures()
RETURNS TABLE (step text, waiting int, running int, retried int, oldest_due_seconds float8)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT w.step,
    count(*) FILTER (WHERE NOT w.leased AND w.due)::int,
    count(*) FILTER (WHERE w.leased)::int,
    -- the attempt that runs is counted already
    count(*) FILTER (WHERE w.attempt > CASE WHEN w.leased THEN 1 ELSE 0 END)::int,
    -- from the moment it could be taken: when it fell due, or when the lease of a dead holder ran out
    coalesce(max(extract(epoch FROM clock_timestamp() - greatest(w.due_at, w.lease_until))) FILTER (WHERE NOT w.leased AND w.due), 0)::float8
  FROM (
    SELECT d.step, d.attempt, d.due_at, d.lease_until, d.due_at <= clock_timestamp() AS due,
      coalesce(d.lease_until >= clock_timestamp(), false) AS leased
    FROM work d
  ) w
  GROUP BY w.step
$$;
