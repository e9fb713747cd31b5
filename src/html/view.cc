/* SPDX-License-Identifier: MIT */
/* The only C++ in Tidemark: ctemplate has no C interface. Nothing here may
 * throw into C, so every function that can allocate catches. */
#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>
#include <ctemplate/template_emitter.h>

extern "C" {
#include "base/arena.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "html/format.h"
#include "html/view.h"
}

#include <dirent.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <new>
#include <set>
#include <string>

using ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

struct page {
	struct arena *mem;
	std::string tpl;
	TemplateDictionary dict;
	bool failed = false;

	page(struct arena *a, const char *name)
	    : mem(a), tpl(name), dict(name)
	{
	}
};

struct view {
	struct page *page;
	TemplateDictionary *dict;	/* NULL once a part of it failed */
};

namespace
{

/* Blank lines only: joining lines would eat the space between two words. */
const ctemplate::Strip STRIP = ctemplate::STRIP_BLANK_LINES;
const char PRAGMA[] = "{{%AUTOESCAPE context=\"HTML\"}}";

std::set<std::string> loaded;
char why[256];

class SbufEmitter : public ctemplate::ExpandEmitter
{
      public:
	explicit SbufEmitter(struct sbuf *sb) : out(sb)
	{
	}
	void Emit(char c) override
	{
		sbuf_char(out, c);
	}
	void Emit(const std::string &s) override
	{
		sbuf_add(out, s.data(), s.size());
	}
	void Emit(const char *s) override
	{
		sbuf_text(out, s);
	}
	void Emit(const char *s, size_t len) override
	{
		sbuf_add(out, s, len);
	}

      private:
	struct sbuf *out;
};

/* Run fn; whatever it throws marks the page, which view_render() reports. */
template <typename F>
void
guarded(struct view *v, F fn)
{
	if (v->dict == nullptr)
		return;
	try {
		fn();
	} catch (...) {
		v->page->failed = true;
	}
}

void
page_end(void *page)
{
	delete static_cast<struct page *>(page);
}

struct view *
view_of(struct page *page, TemplateDictionary *dict)
{
	void *at = arena_alloc(page->mem, sizeof(struct view));
	struct view *v = new (at) view;

	v->page = page;
	v->dict = dict;
	return v;
}

enum rc
fail(const std::string &file, const char *what)
{
	snprintf(why, sizeof(why), "template %s: %s", file.c_str(), what);
	return RC_INTERNAL;
}

/* A file without the pragma would print every value raw. */
bool
begins_with_pragma(const std::string &path)
{
	std::ifstream in(path);
	std::string line;

	return std::getline(in, line) && line == PRAGMA;
}

enum rc
load(const std::string &dir, const std::string &file)
{
	if (!begins_with_pragma(dir + "/" + file))
		return fail(file, "the first line is not the autoescape pragma");
	if (!ctemplate::LoadTemplate(file, STRIP))
		return fail(file, "cannot be parsed, see the line above");
	loaded.insert(file);
	return RC_OK;
}

std::set<std::string>
template_files(const char *dir)
{
	std::set<std::string> files;
	DIR *d = opendir(dir);

	if (d == nullptr)
		return files;
	while (struct dirent *e = readdir(d)) {
		size_t len = strlen(e->d_name);

		if (len > 4 && strcmp(e->d_name + len - 4, ".tpl") == 0)
			files.insert(e->d_name);
	}
	closedir(d);
	return files;
}

enum rc
load_all(const char *dir)
{
	std::set<std::string> files = template_files(dir);

	if (files.empty())
		return fail(dir, "no *.tpl in this directory");
	if (!ctemplate::Template::SetTemplateRootDirectory(dir))
		return fail(dir, "not usable as template directory");
	for (const std::string &file : files) {
		enum rc rc = load(dir, file);

		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

} // namespace

extern "C" {

enum rc
view_init(const char *dir)
{
	enum rc rc;

	why[0] = '\0';
	try {
		loaded.clear();
		rc = load_all(dir);
	} catch (...) {
		rc = fail(dir, "out of memory");
	}
	if (rc != RC_OK) {
		const struct log_field fields[] = { { "why", why, 0 },
			{ nullptr, nullptr, 0 } };

		log_event(LOG_ERROR, "template", fields);
	}
	return rc;
}

const char *
view_error(void)
{
	return why;
}

struct view *
view_open(struct arena *mem, const char *tpl)
{
	struct page *page = nullptr;

	try {
		page = new struct page(mem, tpl);
		page->failed = loaded.count(tpl) == 0;
	} catch (...) {
		/* as base/arena: out of memory ends the process */
		abort();
	}
	arena_defer(mem, page_end, page);
	return view_of(page, &page->dict);
}

enum rc
view_render(struct view *v, struct sbuf *out)
{
	const size_t before = out->len;
	bool done = false;

	guarded(v, [&] {
		SbufEmitter emitter(out);

		done = !v->page->failed &&
		    ctemplate::ExpandTemplate(v->page->tpl, STRIP,
			&v->page->dict, &emitter);
	});
	if (done && !v->page->failed)
		return RC_OK;
	out->len = before;
	if (out->s != nullptr)
		out->s[before] = '\0';

	const struct log_field fields[] = {
		{ "template", v->page->tpl.c_str(), 0 },
		{ nullptr, nullptr, 0 },
	};

	log_event(LOG_ERROR, "render", fields);
	return RC_INTERNAL;
}

void
view_text(struct view *v, const char *name, const char *text)
{
	guarded(v, [&] { v->dict->SetValue(name, text ? text : ""); });
}

void
view_int(struct view *v, const char *name, long long n)
{
	char buf[FMT_SIZE];

	snprintf(buf, sizeof(buf), "%lld", n);
	view_text(v, name, buf);
}

void
view_count(struct view *v, const char *name, long long n)
{
	char buf[FMT_SIZE];

	view_text(v, name, fmt_count(n, buf));
}

void
view_num(struct view *v, const char *name, double x, int decimals)
{
	char buf[FMT_SIZE];

	view_text(v, name, fmt_num(x, decimals, buf));
}

void
view_global(struct view *v, const char *name, const char *text)
{
	guarded(v, [&] {
		v->page->dict.SetTemplateGlobalValue(name, text ? text : "");
	});
}

struct view *
view_row(struct view *v, const char *section)
{
	TemplateDictionary *dict = nullptr;

	guarded(v, [&] { dict = v->dict->AddSectionDictionary(section); });
	return view_of(v->page, dict);
}

void
view_show(struct view *v, const char *section)
{
	guarded(v, [&] { v->dict->ShowSection(section); });
}

void
view_show_if(struct view *v, const char *section, bool yes)
{
	if (yes)
		view_show(v, section);
}

struct view *
view_include(struct view *v, const char *name, const char *tpl)
{
	TemplateDictionary *dict = nullptr;

	guarded(v, [&] {
		if (loaded.count(tpl) == 0)
			v->page->failed = true;
		dict = v->dict->AddIncludeDictionary(name);
		dict->SetFilename(tpl);
	});
	return view_of(v->page, dict);
}

struct arena *
view_arena(struct view *v)
{
	return v->page->mem;
}

} // extern "C"
