const char *q = "BEGIN";
