/* sprintf(buf, "x") in a comment is nobody's business
 * nor strcpy(a, b) on its next line */
int a = atoi("1"); // atoi( in the other kind
char *b = "strcat(a, b) in a literal";
char c = '"'; int d = atoi("2");
int my_atoi(int);
void f(void) { char *s = "an \"escaped\" quote"; gets (s); }
