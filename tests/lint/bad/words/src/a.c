/* see ../shared/DESIGN.md */
/* this closes Issue #12 */
int billing_issue;
