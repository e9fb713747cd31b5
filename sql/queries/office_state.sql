-- sql/queries/office_state.sql: whether replies are counted in office hours
-- returns  whether any weekday has hours, whether they are being counted anew
select exists (select from office_hours),
  exists (select from rollup_dirty where office)
