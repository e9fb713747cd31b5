/* SPDX-License-Identifier: MIT */
/* Live events are nginx's (module nchan): what gets here is a request that nginx
 * did not take, and says why. */
#include "api/api.h"

#include "conf/conf.h"

enum rc
api_events(struct req *rq)
{
	if (*rq->conf->live_socket == '\0')
		return req_fail(rq, RC_NOT_FOUND, "live events are off: the "
		    "option live_socket is empty; ask /admin/poll");
	return req_fail(rq, RC_BAD_REQUEST, "live events are sent to who asks "
	    "with \"Accept: text/event-stream\"");
}
