/* SPDX-License-Identifier: MIT */
/*
 * model/incident_step - what the steps of incidents have in common.
 *
 * Shape:     step_begin(), read and lock a row, change a copy of it, step_save()
 *            or step_keep(), db_end().
 * Private:   of model/incident*.c.
 */
#ifndef TIDEMARK_MODEL_INCIDENT_STEP_H
#define TIDEMARK_MODEL_INCIDENT_STEP_H

#include "model/incident.h"

struct rows;

struct step {
	struct db *db;
	struct arena *mem;
	int64_t at;
	const char *who, *note;	/* "program", "" */
	bool by_person;
};

/* A transaction in which nobody else changes an incident. */
enum rc	step_begin(const struct step *);
/* RC_NOT_FOUND when it is not there. */
enum rc	step_hold(const struct step *, int64_t id, struct incident_row *);
void	incident_read(const struct rows *, size_t row, struct incident_row *);

/* What a person asks for, in the transaction of step_begin(). RC_CONFLICT and
 * RC_NOT_FOUND: nothing was written, and the transaction can go on. */
enum rc	step_act(const struct step *, int64_t id, const struct incident_input *,
	    struct incident_done *);

/* The columns of incident_told(). */
enum { INCIDENT_COLUMNS = 25 };

/* Stores is and tells of it: the record, the outbox, the version of the data,
 * of a person also the audit. Sets is->title; is->id of a new one. */
enum rc	step_save(const struct step *, const struct incident_row *was,
	    struct incident_row *is, const char *kind, bool tell);
/* Stores numbers that no person was told. */
enum rc	step_keep(const struct step *, struct incident_row *is);
/* A line of the record of something that changed nothing in the row. */
enum rc	step_record(const struct step *, const struct incident_row *,
	    const char *kind, bool tell);

#endif
