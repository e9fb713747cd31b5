#include "queries.def"
#include "http/req.h"
	#  include "upstream/slack.h"
#include <curl/curl.h>
