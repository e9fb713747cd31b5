/* SPDX-License-Identifier: MIT */
#include "text/footer.h"

#include <stdlib.h>
#include <string.h>

enum { KEY_LEN_MAX = 24, VALUE_LEN_MAX = 100 };

/* Keys without blanks, dashes and underscores, lower-case, in byte order. */
static const struct key {
	const char *name;
	enum footer_key key;
} keys[] = {
	{ "accountid", FOOTER_USER_ID },
	{ "advertisingid", FOOTER_OTHER },
	{ "androidversion", FOOTER_OS_VERSION },
	{ "app", FOOTER_OTHER },
	{ "appbuild", FOOTER_OTHER },
	{ "appid", FOOTER_OTHER },
	{ "appname", FOOTER_OTHER },
	{ "appver", FOOTER_APP_VERSION },
	{ "appversion", FOOTER_APP_VERSION },
	{ "browser", FOOTER_OTHER },
	{ "build", FOOTER_OTHER },
	{ "buildnumber", FOOTER_OTHER },
	{ "bundleid", FOOTER_OTHER },
	{ "carrier", FOOTER_OTHER },
	{ "chapter", FOOTER_CHAPTER },
	{ "clientversion", FOOTER_APP_VERSION },
	{ "connection", FOOTER_OTHER },
	{ "country", FOOTER_OTHER },
	{ "cpu", FOOTER_OTHER },
	{ "currentlevel", FOOTER_LEVEL },
	{ "device", FOOTER_DEVICE },
	{ "deviceid", FOOTER_OTHER },
	{ "devicemodel", FOOTER_DEVICE },
	{ "devicename", FOOTER_DEVICE },
	{ "deviceos", FOOTER_PLATFORM },
	{ "devicetype", FOOTER_DEVICE },
	{ "diskspace", FOOTER_OTHER },
	{ "freespace", FOOTER_OTHER },
	{ "gameid", FOOTER_USER_ID },
	{ "gameuserid", FOOTER_USER_ID },
	{ "gameversion", FOOTER_APP_VERSION },
	{ "gpu", FOOTER_OTHER },
	{ "installid", FOOTER_OTHER },
	{ "iosversion", FOOTER_OS_VERSION },
	{ "language", FOOTER_OTHER },
	{ "level", FOOTER_LEVEL },
	{ "lifetimespend", FOOTER_OTHER },
	{ "locale", FOOTER_OTHER },
	{ "manufacturer", FOOTER_OTHER },
	{ "memory", FOOTER_OTHER },
	{ "model", FOOTER_DEVICE },
	{ "network", FOOTER_OTHER },
	{ "networktype", FOOTER_OTHER },
	{ "operatingsystem", FOOTER_PLATFORM },
	{ "os", FOOTER_PLATFORM },
	{ "osversion", FOOTER_OS_VERSION },
	{ "platform", FOOTER_PLATFORM },
	{ "playerid", FOOTER_USER_ID },
	{ "playerlevel", FOOTER_LEVEL },
	{ "ram", FOOTER_OTHER },
	{ "region", FOOTER_OTHER },
	{ "resolution", FOOTER_OTHER },
	{ "screensize", FOOTER_OTHER },
	{ "sdkversion", FOOTER_OTHER },
	{ "sessionid", FOOTER_OTHER },
	{ "storage", FOOTER_OTHER },
	{ "supportid", FOOTER_USER_ID },
	{ "system", FOOTER_PLATFORM },
	{ "systemversion", FOOTER_OS_VERSION },
	{ "timezone", FOOTER_OTHER },
	{ "uid", FOOTER_USER_ID },
	{ "useragent", FOOTER_OTHER },
	{ "userid", FOOTER_USER_ID },
	{ "version", FOOTER_APP_VERSION },
	{ "versionname", FOOTER_APP_VERSION },
};

static int
key_order(const void *name, const void *item)
{
	return strcmp(name, ((const struct key *)item)->name);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static void
trim(const char **s, size_t *len)
{
	while (*len > 0 && is_blank(**s)) {
		(*s)++;
		(*len)--;
	}
	while (*len > 0 && is_blank((*s)[*len - 1]))
		(*len)--;
}

/* The key before the sign, without what people put between its words. */
static enum footer_key
key_of(const char *s, size_t len)
{
	char name[KEY_LEN_MAX + 1];
	size_t n = 0;
	const struct key *k;

	for (size_t i = 0; i < len; i++) {
		char c = s[i];

		if (is_blank(c) || c == '_' || c == '-' || c == '*')
			continue;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c | 0x20);
		if (c < 'a' || c > 'z' || n == KEY_LEN_MAX)
			return FOOTER_NONE;
		name[n++] = c;
	}
	name[n] = '\0';
	k = bsearch(name, keys, sizeof(keys) / sizeof(*keys), sizeof(*keys),
	    key_order);
	return k == NULL ? FOOTER_NONE : k->key;
}

static bool
has_digit(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (s[i] >= '0' && s[i] <= '9')
			return true;
	return false;
}

/* What follows must look like a value, or "Device: it gets hot when I play
 * for more than an hour, please help" would vanish. */
static bool
value_fits(enum footer_key key, const char *s, size_t len)
{
	size_t words = 1;

	if (len > VALUE_LEN_MAX)
		return false;
	for (size_t i = 0; i < len; i++)
		words += is_blank(s[i]);
	switch (key) {
	case FOOTER_APP_VERSION:
	case FOOTER_OS_VERSION:
	case FOOTER_LEVEL:
	case FOOTER_CHAPTER:
		return len == 0 || (words <= 3 && has_digit(s, len));
	case FOOTER_USER_ID:
		return words == 1;
	default:
		return words <= 7 && (len == 0 || s[len - 1] != '.');
	}
}

static bool
part(const char *s, size_t len, struct footer_part *out)
{
	size_t sign = 0;

	trim(&s, &len);
	while (sign < len && s[sign] != ':' && s[sign] != '=')
		sign++;
	if (sign == len)
		return false;
	out->key = key_of(s, sign);
	out->value = s + sign + 1;
	out->len = len - sign - 1;
	trim(&out->value, &out->len);
	return out->key != FOOTER_NONE &&
	    value_fits(out->key, out->value, out->len);
}

size_t
footer_line(const char *line, size_t len, struct footer_part *parts, size_t max)
{
	const char *s = line, *end = line + len;
	size_t n = 0;

	while (s < end) {
		const char *to = s;
		struct footer_part p;

		while (to < end && *to != '|' && *to != ';')
			to++;
		if (!part(s, (size_t)(to - s), &p))
			return 0;
		if (n < max)
			parts[n++] = p;
		s = to + 1;
	}
	return n;
}
