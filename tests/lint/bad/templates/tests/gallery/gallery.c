/* fine.tpl and wrong.tpl are shown. */
static const char *const shown[] = { "fine.tpl", "wrong.tpl" };
