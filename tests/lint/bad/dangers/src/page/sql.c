const char *q = "SELECT 1";
const char *r = "please SELECT a row";
const char *h = "<b>%s</b>", *i = "<a href=\"%s\">";
const char *l = "a < b, %s > c";
