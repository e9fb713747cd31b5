/* SPDX-License-Identifier: MIT */
/* What comes of the reply: settled, refused, or who does what next. */
#include "quality/signals.h"

static bool
find_next(struct findings *f)
{
	static const struct {
		enum signal_id id;
		enum cue cue;
	} ways[] = {
		{ SIGNAL_steps, CUE_STEPS },
		{ SIGNAL_promises, CUE_PROMISED },
		{ SIGNAL_passes_on, CUE_PASSED },
		{ SIGNAL_alternative, CUE_INSTEAD },
		{ SIGNAL_next_step, CUE_ASKED },
	};
	bool found = false;

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		found |= finding_cue(f, ways[i].id, PART_REPLY, ways[i].cue);
	return found;
}

void
find_outcome(struct findings *f)
{
	bool done = finding_cue(f, SIGNAL_done, PART_REPLY, CUE_DONE);
	bool cannot = finding_cue(f, SIGNAL_cannot, PART_REPLY, CUE_CANNOT);
	bool next = find_next(f);

	finding_cue(f, SIGNAL_gives_up, PART_REPLY, CUE_PARTED);
	finding_cue(f, SIGNAL_dated, PART_REPLY, CUE_DATED);
	/* an answered question needs no next step */
	if (f->asked && !done && !cannot && !next &&
	    !finding_added(f, SIGNAL_answers))
		finding_add(f, SIGNAL_no_next_step, NULL, 0, 0);
}
