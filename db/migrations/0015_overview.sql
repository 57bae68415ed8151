-- Dashboards count pairs of a recommendation and an addressee. Each process keeps them in memory and reads anew what has
-- changed (src/areas/overview/overview.server.ts). This table tells which recommendations changed, in which
-- transaction. Nothing here is a fact: a process that starts reads everything.
--
-- Why the transaction and not a counter: a counter must be locked until its transaction ends, and then one long import
-- makes everybody wait who reports meanwhile. A reader remembers the oldest transaction that was still running when it
-- read (pg_snapshot_xmin); whatever it could not see yet has that number or a later one.
-- Recommendation 0 stands for the actions and milestones themselves, some of which serve no recommendation.
create table overview_change (
  transaction xid8 not null default pg_current_xact_id(),
  recommendation_id bigint not null,
  primary key (transaction, recommendation_id)
);

-- The argument is a query over the rows that a statement wrote ("written") that gives the recommendations they touch.
create function note_overview_change() returns trigger language plpgsql as $$
begin
  execute format('insert into overview_change (recommendation_id) select distinct id from (%s) touched(id) on conflict do nothing',
    tg_argv[0]);
  return null;
end $$;

do $$
declare
  own constant text := 'select recommendation_id from written';
  of_entry constant text := 'select e.recommendation_id from written w join progress_entry e on e.id = w.entry_id';
  of_action constant text := 'select 0 from written union
    select r.recommendation_id from written w join action_recommendation r on r.action_id = w.action_id';
  of_part constant text := 'select p.recommendation_id from written w join position_part t on t.id = w.part_id
    join recommendation_position p on p.id = t.position_id';
  of_position constant text := 'select p.recommendation_id from written w
    join recommendation_position p on p.id = w.position_id';
  of_file constant text := 'select r.id from written w join recorded_recommendation r on r.bulk_file_id = w.file_id';
  of_plan constant text := 'select 0 from written';
  watched record;
begin
  for watched in
    select * from (values
      ('recorded_addressee', own), ('recommendation_position', own), ('recommendation_theme', own),
      ('recommendation_stage', own), ('progress_entry', own), ('action_recommendation', own),
      ('position_part', of_position), ('part_position', of_part), ('bulk_undo', of_file),
      ('progress_validation', of_entry), ('progress_retraction', of_entry),
      ('action_body', of_action), ('action_step', of_action),
      ('action_plan', of_plan), ('milestone_plan', of_plan), ('milestone_reached', of_plan)
    ) as w(name, query)
  loop
    execute format('create trigger overview_added after insert on %I referencing new table as written
      for each statement execute function note_overview_change(%L)', watched.name, watched.query);
  end loop;
  -- A theme can be withdrawn on its row.
  execute format('create trigger overview_changed after update on recommendation_theme referencing new table as written
    for each statement execute function note_overview_change(%L)', own);
end $$;
