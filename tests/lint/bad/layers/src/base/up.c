#include "base/up.h"
#include "db/conn.h"
#include <stdio.h>
#include <sys/types.h>
#include <libpq-fe.h>
