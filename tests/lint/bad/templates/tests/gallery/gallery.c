/* fine.tpl, outer.tpl and wrong.tpl are shown. */
static const char *const shown[] = { "fine.tpl",
	"outer.tpl", "wrong.tpl" };
