-- For the operator: how much work waits and runs, and since when, over all entities. Numbers by step and nothing else: no
-- id, no entity. One more narrow door that opens without an entity.
CREATE FUNCTION work_figures()
RETURNS TABLE (step text, waiting int, running int, retried int, oldest_due_seconds float8)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT w.step,
    count(*) FILTER (WHERE NOT w.leased)::int,
    count(*) FILTER (WHERE w.leased)::int,
    -- the attempt that runs is counted already
    count(*) FILTER (WHERE w.attempt > CASE WHEN w.leased THEN 1 ELSE 0 END)::int,
    -- from the moment it could be taken: when it fell due, or when the lease of a dead holder ran out
    coalesce(max(extract(epoch FROM clock_timestamp() - greatest(w.due_at, w.lease_until))) FILTER (WHERE NOT w.leased AND w.due_at <= clock_timestamp()), 0)::float8
  FROM (
    SELECT d.step, d.attempt, d.due_at, d.lease_until, coalesce(d.lease_until >= clock_timestamp(), false) AS leased FROM work d
  ) w
  GROUP BY w.step
$$;

REVOKE ALL ON FUNCTION work_figures() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION work_figures() TO belegfluss_app;
