/* SPDX-License-Identifier: MIT */
#include "tests/sandbox/world.h"

#include "base/arena.h"
#include "tests/sandbox/rng.h"

#define PICK(r, table) (table)[rng_below((r), sizeof(table) / sizeof(*(table)))]

const char world_company[] = "Pebblefox Games";

/* clang-format off */
const struct game world_games[GAMES] = {
	{ "Harbor Hollow", "harbor", "coins", "pearls", 118,
	  { { "3.8.1", 9 }, { "3.8.0", 9 * 24 }, { "3.7.1", 22 * 24 },
	    { "3.7.0", 41 * 24 }, { "3.6.2", 80 * 24 },
	    { "3.5.0", 1L << 40 } } },
	{ "Comet Dash", "comet", "stardust", "gems", 119,
	  { { "1.16.0", 5 * 24 }, { "1.15.1", 14 * 24 },
	    { "1.15.0", 26 * 24 }, { "1.14.2", 60 * 24 },
	    { "1.14.0", 110 * 24 }, { "1.13.1", 1L << 40 } } },
};

const struct agent world_agents[AGENTS] = {
	{ 70411, "Ines", "Carvalho", "owner", "Head of Player Care",
	  "Europe/Lisbon", 55, .95, .05, 6 },
	{ 70412, "Mateo", "Quiroga", "admin", "Player Care, Payments",
	  "Europe/Madrid", 70, .80, .18, 18 },
	{ 70415, "Hanne", "Lindqvist", "user", "Player Care",
	  "Europe/Stockholm", 40, .85, .13, 22 },
	{ 70416, "Jakub", "Zielinski", "user", "Player Care",
	  "Europe/Warsaw", 120, .50, .42, 18 },
	{ 70420, "Farah", "Siddiqui", "user", "Player Care",
	  "Asia/Karachi", 60, .75, .22, 18 },
	{ 70423, "Owen", "Pritchard", "user", "Player Care, weekends",
	  "Europe/London", 260, .25, .50, 12 },
	{ 70427, "Mei", "Tanahashi", "user", "Player Care, Asia",
	  "Asia/Tokyo", 90, .70, .27, 10 },
	{ 70431, "Rafael", "Nunes", "light user", "Developer",
	  "America/Sao_Paulo", 0, 0, 0, 0 },
};

const struct inbox world_inboxes[INBOXES] = {
	{ 118, "Harbor Hollow", "harbor@pebblefox.example" },
	{ 119, "Comet Dash", "comet@pebblefox.example" },
	{ 120, "Payments & Accounts", "billing@pebblefox.example" },
};
/* clang-format on */

const char *const world_platforms[PLATFORMS] = { "Android", "iOS", "Web" };

const char *
world_device(struct rng *r, enum platform p)
{
	static const char *const android[] = { "Galaxy S23", "Galaxy A54",
		"Galaxy Tab S8", "Pixel 7a", "Pixel 8", "Redmi Note 12",
		"Xiaomi 13T", "Moto G84", "OnePlus Nord 3", "Huawei P30",
		"Oppo Reno 8", "Fairphone 4", "Galaxy Z Flip 5",
		"Lenovo Tab M10" };
	static const char *const ios[] = { "iPhone 15", "iPhone 14 Pro",
		"iPhone 13 mini", "iPhone 12", "iPhone SE", "iPhone 11",
		"iPad Air", "iPad Pro", "iPad mini" };
	static const char *const web[] = { "Windows laptop", "MacBook Air",
		"Chromebook", "Linux PC", "old Windows PC" };

	return p == ANDROID ? PICK(r, android)
	       : p == IOS   ? PICK(r, ios)
			    : PICK(r, web);
}

const char *
world_os(struct rng *r, enum platform p)
{
	static const char *const android[] = { "Android 14", "Android 13",
		"Android 12", "Android 10", "Android 15" };
	static const char *const ios[] = { "iOS 17.6", "iOS 18.1", "iOS 16.7",
		"iOS 18.0" };
	static const char *const web[] = { "Chrome 129", "Firefox 131",
		"Edge 128", "Safari 17" };

	return p == ANDROID ? PICK(r, android)
	       : p == IOS   ? PICK(r, ios)
			    : PICK(r, web);
}

const char *
world_pack(struct rng *r, const char **price)
{
	static const struct {
		const char *pack, *price;
	} packs[] = { { "Starter Pack", "$2.99" },
		{ "Captain's Chest", "$19.99" }, { "Treasure Chest", "$9.99" },
		{ "Season Pass", "$7.99" }, { "VIP month", "$12.99" },
		{ "Weekend Bundle", "$4.99" }, { "Mega Vault", "$99.99" },
		{ "Festival Offer", "$14.99" }, { "Small Pouch", "$0.99" },
		{ "Pack of 500", "4,99 EUR" },
		{ "Pack of 1200", "10,99 EUR" } };
	size_t i = rng_below(r, sizeof(packs) / sizeof(*packs));

	*price = packs[i].price;
	return packs[i].pack;
}

const struct agent *
world_agent(struct rng *r)
{
	int sum = 0, at;

	for (int i = 0; i < AGENTS; i++)
		sum += world_agents[i].weight;
	at = (int)rng_below(r, (size_t)sum);
	for (int i = 0; i < AGENTS; i++)
		if ((at -= world_agents[i].weight) < 0)
			return &world_agents[i];
	return &world_agents[0];
}

const char *
world_agent_email(struct arena *mem, const struct agent *a)
{
	return arena_fmt(
	    mem, "%c%s@pebblefox.example", a->first[0] | 32, a->first + 1);
}

const char *
world_agent_json(struct arena *mem, const struct agent *a)
{
	return arena_fmt(mem,
	    "{\"id\":%lld,\"type\":\"user\","
	    "\"first\":\"%s\",\"last\":\"%s\",\"photoUrl\":\"\","
	    "\"email\":\"%s\"}",
	    (long long)a->id, a->first, a->last, world_agent_email(mem, a));
}

/* Most update within days; some stay a version behind for good. */
const char *
world_version(struct rng *r, const struct game *g, int64_t hours_before_end)
{
	double u = rng_unit(r);
	int64_t lag = (int64_t)(u * u * 7 * 24);
	int i = 0;

	if (rng_chance(r, .06))
		lag += 20 * 24;
	while (i < RELEASES - 1 && g->release[i].hours < hours_before_end + lag)
		i++;
	return g->release[i].version;
}
