/* SPDX-License-Identifier: MIT */
#include "meaning/settle.h"

#include <stddef.h>

#include "meaning/classifier.h"

static bool
rules_stand(const struct opinions *o)
{
	if (o->rules == NULL)
		return false;
	return o->classifier == NULL || o->guess->sure <=
	    classifier_rules_right(o->classifier, o->rules);
}

enum settled
settle(const struct opinions *o, const char **label)
{
	*label = o->person;
	if (o->person != NULL)
		return SETTLED_PERSON;
	*label = o->rules;
	if (rules_stand(o))
		return SETTLED_RULES;
	*label = NULL;
	if (o->classifier == NULL || (o->rules == NULL && !o->guess->known))
		return SETTLED_NOBODY;
	*label = classifier_label(o->classifier, o->guess->label);
	return SETTLED_LEARNT;
}
