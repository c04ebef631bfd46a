/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of styles in the languages of their producers.  See docx_names.h. */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "read/docx_names.h"

enum {
	KEY_SIZE = 64,
	LEVEL_MAX = 9,
};

struct name {
	const char *key; /* folded, letters only */
	enum docx_role role;
};

/*
 * Of paragraph styles that carry a number: "heading 1", "Rubrik 1", "toc 2",
 * "List Bullet 3".  Word's own names first, then LibreOffice's.
 */
static const struct name numbered[] = {
	{ "heading", ROLE_HEADING },
	{ "rubrik", ROLE_HEADING },      /* sv */
	{ "otsikko", ROLE_HEADING },     /* fi */
	{ "overskrift", ROLE_HEADING },  /* nb da */
	{ "überschrift", ROLE_HEADING }, /* de */
	{ "titre", ROLE_HEADING },       /* fr */
	{ "título", ROLE_HEADING },      /* es pt */
	{ "titolo", ROLE_HEADING },      /* it */
	{ "kop", ROLE_HEADING },         /* nl */
	{ "nagłówek", ROLE_HEADING },    /* pl */
	{ "pealkiri", ROLE_HEADING },    /* et */
	{ "toc", ROLE_TOC },
	{ "innehåll", ROLE_TOC },
	{ "sisluet", ROLE_TOC },
	{ "sisällysluettelo", ROLE_TOC },
	{ "innh", ROLE_TOC },
	{ "inh", ROLE_TOC },
	{ "indholdsfortegnelse", ROLE_TOC },
	{ "verzeichnis", ROLE_TOC },
	{ "tm", ROLE_TOC },
	{ "tdc", ROLE_TOC },
	{ "inhopg", ROLE_TOC },
	{ "sommario", ROLE_TOC },
	{ "sumário", ROLE_TOC },
	{ "spistreści", ROLE_TOC },
	{ "contents", ROLE_TOC },
};

static const struct name paragraphs[] = {
	/* Title: without a number, for "Rubrik 1" is a heading. */
	{ "title", ROLE_TITLE },
	{ "rubrik", ROLE_TITLE },
	{ "otsikko", ROLE_TITLE },
	{ "tittel", ROLE_TITLE },
	{ "titel", ROLE_TITLE },
	{ "titre", ROLE_TITLE },
	{ "título", ROLE_TITLE },
	{ "titolo", ROLE_TITLE },
	{ "tytuł", ROLE_TITLE },
	{ "tiitel", ROLE_TITLE },
	{ "subtitle", ROLE_SUBTITLE },
	{ "underrubrik", ROLE_SUBTITLE },
	{ "alaotsikko", ROLE_SUBTITLE },
	{ "undertittel", ROLE_SUBTITLE },
	{ "undertitel", ROLE_SUBTITLE },
	{ "untertitel", ROLE_SUBTITLE },
	{ "soustitre", ROLE_SUBTITLE },
	{ "subtítulo", ROLE_SUBTITLE },
	{ "ondertitel", ROLE_SUBTITLE },
	{ "sottotitolo", ROLE_SUBTITLE },
	{ "podtytuł", ROLE_SUBTITLE },
	{ "heading", ROLE_HEADING },
	{ "overskrift", ROLE_HEADING },
	{ "überschrift", ROLE_HEADING },
	{ "quote", ROLE_QUOTE },
	{ "intensequote", ROLE_QUOTE },
	{ "quotations", ROLE_QUOTE },
	{ "blocktext", ROLE_QUOTE },
	{ "blockquote", ROLE_QUOTE },
	{ "blockquotation", ROLE_QUOTE },
	{ "pullquote", ROLE_QUOTE },
	{ "htmlcite", ROLE_QUOTE },
	{ "citat", ROLE_QUOTE },
	{ "starktcitat", ROLE_QUOTE },
	{ "blockcitat", ROLE_QUOTE },
	{ "lainaus", ROLE_QUOTE },
	{ "sitaatti", ROLE_QUOTE },
	{ "erottuvalainaus", ROLE_QUOTE },
	{ "lohkoteksti", ROLE_QUOTE },
	{ "sitat", ROLE_QUOTE },
	{ "sterktsitat", ROLE_QUOTE },
	{ "stærktcitat", ROLE_QUOTE },
	{ "zitat", ROLE_QUOTE },
	{ "intensiveszitat", ROLE_QUOTE },
	{ "citation", ROLE_QUOTE },
	{ "citationintense", ROLE_QUOTE },
	{ "cita", ROLE_QUOTE },
	{ "citadestacada", ROLE_QUOTE },
	{ "citaat", ROLE_QUOTE },
	{ "duidelijkcitaat", ROLE_QUOTE },
	{ "citazione", ROLE_QUOTE },
	{ "citazioneintensa", ROLE_QUOTE },
	{ "citação", ROLE_QUOTE },
	{ "citaçãointensa", ROLE_QUOTE },
	{ "cytat", ROLE_QUOTE },
	{ "cytatintensywny", ROLE_QUOTE },
	{ "caption", ROLE_CAPTION },
	{ "imagecaption", ROLE_CAPTION },
	{ "tablecaption", ROLE_CAPTION },
	{ "figurecaption", ROLE_CAPTION },
	{ "beskrivning", ROLE_CAPTION },
	{ "bildtext", ROLE_CAPTION },
	{ "kuvaotsikko", ROLE_CAPTION },
	{ "kuvateksti", ROLE_CAPTION },
	{ "bildetekst", ROLE_CAPTION },
	{ "billedtekst", ROLE_CAPTION },
	{ "beschriftung", ROLE_CAPTION },
	{ "légende", ROLE_CAPTION },
	{ "epígrafe", ROLE_CAPTION },
	{ "descripción", ROLE_CAPTION },
	{ "bijschrift", ROLE_CAPTION },
	{ "didascalia", ROLE_CAPTION },
	{ "legenda", ROLE_CAPTION },
	{ "listparagraph", ROLE_LIST },
	{ "listbullet", ROLE_LIST },
	{ "listnumber", ROLE_LIST },
	{ "listcontinue", ROLE_LIST },
	{ "list", ROLE_LIST },
	{ "liststycke", ROLE_LIST },
	{ "lista", ROLE_LIST },
	{ "punktlista", ROLE_LIST },
	{ "numreradlista", ROLE_LIST },
	{ "listafortsättning", ROLE_LIST },
	{ "luettelokappale", ROLE_LIST },
	{ "luettelo", ROLE_LIST },
	{ "merkittyluettelo", ROLE_LIST },
	{ "numeroituluettelo", ROLE_LIST },
	{ "jatkoluettelo", ROLE_LIST },
	{ "listeavsnitt", ROLE_LIST },
	{ "listeafsnit", ROLE_LIST },
	{ "punktliste", ROLE_LIST },
	{ "nummerertliste", ROLE_LIST },
	{ "opstillingpunkttegn", ROLE_LIST },
	{ "opstillingtalellerbogst", ROLE_LIST },
	{ "listenabsatz", ROLE_LIST },
	{ "liste", ROLE_LIST },
	{ "aufzählungszeichen", ROLE_LIST },
	{ "listennummer", ROLE_LIST },
	{ "listenfortsetzung", ROLE_LIST },
	{ "paragraphedeliste", ROLE_LIST },
	{ "listepuces", ROLE_LIST },
	{ "listeàpuces", ROLE_LIST },
	{ "listeànuméros", ROLE_LIST },
	{ "párrafodelista", ROLE_LIST },
	{ "listaconviñetas", ROLE_LIST },
	{ "listaconnúmeros", ROLE_LIST },
	{ "lijstalinea", ROLE_LIST },
	{ "lijst", ROLE_LIST },
	{ "lijstopsomteken", ROLE_LIST },
	{ "lijstnummering", ROLE_LIST },
	{ "paragrafoelenco", ROLE_LIST },
	{ "elenco", ROLE_LIST },
	{ "puntoelenco", ROLE_LIST },
	{ "numeroelenco", ROLE_LIST },
	{ "parágrafodalista", ROLE_LIST },
	{ "pargrafodalista", ROLE_LIST },
	{ "commarcadores", ROLE_LIST },
	{ "numerada", ROLE_LIST },
	{ "akapitzlistą", ROLE_LIST },
	{ "tocheading", ROLE_TOC },
	{ "contentsheading", ROLE_TOC },
	{ "tableoffigures", ROLE_TOC },
	{ "innehållsförteckningsrubrik", ROLE_TOC },
	{ "figurförteckning", ROLE_TOC },
	{ "sisällysluettelonotsikko", ROLE_TOC },
	{ "kuvaluettelo", ROLE_TOC },
	{ "overskriftforinnholdsfortegnelse", ROLE_TOC },
	{ "overskrifttilindholdsfortegnelse", ROLE_TOC },
	{ "inhaltsverzeichnisüberschrift", ROLE_TOC },
	{ "entêtedetabledesmatières", ROLE_TOC },
	{ "títulodetdc", ROLE_TOC },
	{ "titulodetdc", ROLE_TOC },
	{ "kopvaninhoudsopgave", ROLE_TOC },
	{ "titolosommario", ROLE_TOC },
	{ "cabeçalhodosumário", ROLE_TOC },
	{ "nagłówekspisutreści", ROLE_TOC },
	{ "header", ROLE_HEADER },
	{ "sidhuvud", ROLE_HEADER },
	{ "yltunniste", ROLE_HEADER },
	{ "ylätunniste", ROLE_HEADER },
	{ "topptekst", ROLE_HEADER },
	{ "sidehoved", ROLE_HEADER },
	{ "kopfzeile", ROLE_HEADER },
	{ "entête", ROLE_HEADER },
	{ "encabezado", ROLE_HEADER },
	{ "koptekst", ROLE_HEADER },
	{ "intestazione", ROLE_HEADER },
	{ "cabeçalho", ROLE_HEADER },
	{ "nagłówek", ROLE_HEADER },
	{ "footer", ROLE_FOOTER },
	{ "sidfot", ROLE_FOOTER },
	{ "alatunniste", ROLE_FOOTER },
	{ "bunntekst", ROLE_FOOTER },
	{ "sidefod", ROLE_FOOTER },
	{ "fußzeile", ROLE_FOOTER },
	{ "fusszeile", ROLE_FOOTER },
	{ "pieddepage", ROLE_FOOTER },
	{ "piedepágina", ROLE_FOOTER },
	{ "voettekst", ROLE_FOOTER },
	{ "pièdipagina", ROLE_FOOTER },
	{ "pidipagina", ROLE_FOOTER },
	{ "rodapé", ROLE_FOOTER },
	{ "stopka", ROLE_FOOTER },
	{ "footnotetext", ROLE_NOTE },
	{ "endnotetext", ROLE_NOTE },
	{ "footnote", ROLE_NOTE },
	{ "endnote", ROLE_NOTE },
	{ "fotnotstext", ROLE_NOTE },
	{ "fotnot", ROLE_NOTE },
	{ "slutnotstext", ROLE_NOTE },
	{ "slutkommentar", ROLE_NOTE },
	{ "alaviitteenteksti", ROLE_NOTE },
	{ "alaviite", ROLE_NOTE },
	{ "loppuviitteenteksti", ROLE_NOTE },
	{ "loppuviite", ROLE_NOTE },
	{ "fotnotetekst", ROLE_NOTE },
	{ "sluttnotetekst", ROLE_NOTE },
	{ "fodnotetekst", ROLE_NOTE },
	{ "slutnotetekst", ROLE_NOTE },
	{ "fußnotentext", ROLE_NOTE },
	{ "fussnotentext", ROLE_NOTE },
	{ "endnotentext", ROLE_NOTE },
	{ "notedebasdepage", ROLE_NOTE },
	{ "notedefin", ROLE_NOTE },
	{ "textonotapie", ROLE_NOTE },
	{ "textonotaalfinal", ROLE_NOTE },
	{ "voetnoottekst", ROLE_NOTE },
	{ "eindnoottekst", ROLE_NOTE },
	{ "testonotaapièdipagina", ROLE_NOTE },
	{ "testonotadichiusura", ROLE_NOTE },
	{ "textodenotaderodapé", ROLE_NOTE },
	{ "textodenotadefim", ROLE_NOTE },
	{ "tekstprzypisudolnego", ROLE_NOTE },
	{ "htmlpreformatted", ROLE_CODE },
	{ "preformattedtext", ROLE_CODE },
	{ "macrotext", ROLE_CODE },
	{ "sourcecode", ROLE_CODE },
	{ "code", ROLE_CODE },
	{ "htmlförformaterad", ROLE_CODE },
	{ "förformateradtext", ROLE_CODE },
	{ "htmlesimuotoiltu", ROLE_CODE },
	{ "esimuotoiltuteksti", ROLE_CODE },
	{ "htmlforhåndsformatert", ROLE_CODE },
	{ "htmlvorformatiert", ROLE_CODE },
	{ "htmlpréformaté", ROLE_CODE },
	{ "signature", ROLE_BYLINE },
	{ "emailsignature", ROLE_BYLINE },
	{ "closing", ROLE_BYLINE },
	{ "author", ROLE_BYLINE },
	{ "signatur", ROLE_BYLINE },
	{ "avslutning", ROLE_BYLINE },
	{ "allekirjoitus", ROLE_BYLINE },
	{ "lopetus", ROLE_BYLINE },
	{ "unterschrift", ROLE_BYLINE },
	{ "date", ROLE_DATE },
	{ "datum", ROLE_DATE },
	{ "päivämäärä", ROLE_DATE },
	{ "dato", ROLE_DATE },
	{ "fecha", ROLE_DATE },
	{ "annotationtext", ROLE_COMMENT },
	{ "annotationsubject", ROLE_COMMENT },
	{ "balloontext", ROLE_COMMENT },
	{ "commenttext", ROLE_COMMENT },
	{ "commentsubject", ROLE_COMMENT },
	{ "kommentarer", ROLE_COMMENT },
	{ "kommentarsämne", ROLE_COMMENT },
	{ "ballongtext", ROLE_COMMENT },
	{ "kommentinteksti", ROLE_COMMENT },
	{ "kommentinotsikko", ROLE_COMMENT },
	{ "seliteteksti", ROLE_COMMENT },
	{ "merknadstekst", ROLE_COMMENT },
	{ "bobletekst", ROLE_COMMENT },
	{ "kommentartext", ROLE_COMMENT },
	{ "sprechblasentext", ROLE_COMMENT },
	{ "normal", ROLE_NORMAL },
	{ "normalweb", ROLE_NORMAL },
	{ "normalindent", ROLE_NORMAL },
	{ "bodytext", ROLE_NORMAL },
	{ "bodytextindent", ROLE_NORMAL },
	{ "bodytextfirstindent", ROLE_NORMAL },
	{ "firstparagraph", ROLE_NORMAL },
	{ "textbody", ROLE_NORMAL },
	{ "plaintext", ROLE_NORMAL },
	{ "nospacing", ROLE_NORMAL },
	{ "default", ROLE_NORMAL },
	{ "defaultstyle", ROLE_NORMAL },
	{ "standard", ROLE_NORMAL },
	{ "brödtext", ROLE_NORMAL },
	{ "ingetavstånd", ROLE_NORMAL },
	{ "oformateradtext", ROLE_NORMAL },
	{ "normaali", ROLE_NORMAL },
	{ "normaaliwww", ROLE_NORMAL },
	{ "leipäteksti", ROLE_NORMAL },
	{ "eiväliä", ROLE_NORMAL },
	{ "vaintekstinä", ROLE_NORMAL },
	{ "brødtekst", ROLE_NORMAL },
	{ "ingenmellomrom", ROLE_NORMAL },
	{ "ingenafstand", ROLE_NORMAL },
	{ "textkörper", ROLE_NORMAL },
	{ "keinleerraum", ROLE_NORMAL },
	{ "standardweb", ROLE_NORMAL },
	{ "corpsdetexte", ROLE_NORMAL },
	{ "sansinterligne", ROLE_NORMAL },
	{ "textoindependiente", ROLE_NORMAL },
	{ "sinespaciado", ROLE_NORMAL },
	{ "standaard", ROLE_NORMAL },
	{ "plattetekst", ROLE_NORMAL },
	{ "geenafstand", ROLE_NORMAL },
	{ "normale", ROLE_NORMAL },
	{ "corpotesto", ROLE_NORMAL },
	{ "corpodeltesto", ROLE_NORMAL },
	{ "nessunaspaziatura", ROLE_NORMAL },
	{ "corpodetexto", ROLE_NORMAL },
	{ "semespaçamento", ROLE_NORMAL },
	{ "normalny", ROLE_NORMAL },
	{ "tekstpodstawowy", ROLE_NORMAL },
};

static const struct name characters[] = {
	{ "strong", ROLE_STRONG },
	{ "strongemphasis", ROLE_STRONG },
	{ "bold", ROLE_STRONG },
	{ "stark", ROLE_STRONG },
	{ "voimakas", ROLE_STRONG },
	{ "sterk", ROLE_STRONG },
	{ "stærk", ROLE_STRONG },
	{ "fett", ROLE_STRONG },
	{ "élevé", ROLE_STRONG },
	{ "accentuationforte", ROLE_STRONG },
	{ "textoennegrita", ROLE_STRONG },
	{ "zwaar", ROLE_STRONG },
	{ "enfasigrassetto", ROLE_STRONG },
	{ "forte", ROLE_STRONG },
	{ "pogrubienie", ROLE_STRONG },
	{ "emphasis", ROLE_EMPHASIS },
	{ "subtleemphasis", ROLE_EMPHASIS },
	{ "intenseemphasis", ROLE_EMPHASIS },
	{ "betoning", ROLE_EMPHASIS },
	{ "diskretbetoning", ROLE_EMPHASIS },
	{ "starkbetoning", ROLE_EMPHASIS },
	{ "korostus", ROLE_EMPHASIS },
	{ "hienovarainenkorostus", ROLE_EMPHASIS },
	{ "voimakaskorostus", ROLE_EMPHASIS },
	{ "utheving", ROLE_EMPHASIS },
	{ "svakutheving", ROLE_EMPHASIS },
	{ "sterkutheving", ROLE_EMPHASIS },
	{ "fremhæv", ROLE_EMPHASIS },
	{ "fremhævning", ROLE_EMPHASIS },
	{ "hervorhebung", ROLE_EMPHASIS },
	{ "schwachehervorhebung", ROLE_EMPHASIS },
	{ "intensivehervorhebung", ROLE_EMPHASIS },
	{ "accentuation", ROLE_EMPHASIS },
	{ "emphaseintense", ROLE_EMPHASIS },
	{ "emphasepâle", ROLE_EMPHASIS },
	{ "énfasis", ROLE_EMPHASIS },
	{ "nadruk", ROLE_EMPHASIS },
	{ "enfasicorsivo", ROLE_EMPHASIS },
	{ "ênfase", ROLE_EMPHASIS },
	{ "uwydatnienie", ROLE_EMPHASIS },
	{ "hyperlink", ROLE_HYPERLINK },
	{ "followedhyperlink", ROLE_HYPERLINK },
	{ "internetlink", ROLE_HYPERLINK },
	{ "visitedinternetlink", ROLE_HYPERLINK },
	{ "hyperlänk", ROLE_HYPERLINK },
	{ "användhyperlänk", ROLE_HYPERLINK },
	{ "hyperlinkki", ROLE_HYPERLINK },
	{ "avattuhyperlinkki", ROLE_HYPERLINK },
	{ "hyperkobling", ROLE_HYPERLINK },
	{ "fulgthyperkobling", ROLE_HYPERLINK },
	{ "besøgtlink", ROLE_HYPERLINK },
	{ "besuchterlink", ROLE_HYPERLINK },
	{ "lienhypertexte", ROLE_HYPERLINK },
	{ "hipervínculo", ROLE_HYPERLINK },
	{ "collegamentoipertestuale", ROLE_HYPERLINK },
	{ "hiperłącze", ROLE_HYPERLINK },
	{ "htmlcode", ROLE_CODE_CHAR },
	{ "htmlkeyboard", ROLE_CODE_CHAR },
	{ "htmlsample", ROLE_CODE_CHAR },
	{ "htmltypewriter", ROLE_CODE_CHAR },
	{ "htmlvariable", ROLE_CODE_CHAR },
	{ "verbatimchar", ROLE_CODE_CHAR },
	{ "sourcetext", ROLE_CODE_CHAR },
	{ "sourcecode", ROLE_CODE_CHAR },
	{ "code", ROLE_CODE_CHAR },
	{ "inlinecode", ROLE_CODE_CHAR },
	{ "teletype", ROLE_CODE_CHAR },
	{ "quotechar", ROLE_QUOTE_CHAR },
	{ "intensequotechar", ROLE_QUOTE_CHAR },
	{ "quote", ROLE_QUOTE_CHAR },
	{ "citation", ROLE_QUOTE_CHAR },
	{ "htmlcite", ROLE_QUOTE_CHAR },
	{ "footnotereference", ROLE_NOTE_REF },
	{ "endnotereference", ROLE_NOTE_REF },
	{ "footnotecharacters", ROLE_NOTE_REF },
	{ "endnotecharacters", ROLE_NOTE_REF },
	{ "footnoteanchor", ROLE_NOTE_REF },
	{ "endnoteanchor", ROLE_NOTE_REF },
	{ "footnotesymbol", ROLE_NOTE_REF },
	{ "endnotesymbol", ROLE_NOTE_REF },
	{ "fotnotsreferens", ROLE_NOTE_REF },
	{ "slutnotsreferens", ROLE_NOTE_REF },
	{ "slutkommentarsreferens", ROLE_NOTE_REF },
	{ "alaviitteenviite", ROLE_NOTE_REF },
	{ "loppuviitteenviite", ROLE_NOTE_REF },
	{ "fotnotereferanse", ROLE_NOTE_REF },
	{ "sluttnotereferanse", ROLE_NOTE_REF },
	{ "fodnotehenvisning", ROLE_NOTE_REF },
	{ "slutnotehenvisning", ROLE_NOTE_REF },
	{ "fußnotenzeichen", ROLE_NOTE_REF },
	{ "endnotenzeichen", ROLE_NOTE_REF },
	{ "appelnotedebasdep", ROLE_NOTE_REF },
	{ "appeldenotedefin", ROLE_NOTE_REF },
	{ "refdenotaalpie", ROLE_NOTE_REF },
	{ "refdenotaalfinal", ROLE_NOTE_REF },
	{ "voetnootmarkering", ROLE_NOTE_REF },
	{ "eindnootmarkering", ROLE_NOTE_REF },
	{ "rimandonotaapièdipagina", ROLE_NOTE_REF },
	{ "refdenotaderodapé", ROLE_NOTE_REF },
	{ "annotationreference", ROLE_COMMENT },
	{ "commentreference", ROLE_COMMENT },
	{ "kommentarsreferens", ROLE_COMMENT },
	{ "kommentinviite", ROLE_COMMENT },
	{ "placeholdertext", ROLE_PLACEHOLDER },
	{ "platshållartext", ROLE_PLACEHOLDER },
	{ "paikkamerkkiteksti", ROLE_PLACEHOLDER },
	{ "plassholdertekst", ROLE_PLACEHOLDER },
	{ "pladsholdertekst", ROLE_PLACEHOLDER },
	{ "platzhaltertext", ROLE_PLACEHOLDER },
	{ "textedelespaceréservé", ROLE_PLACEHOLDER },
	{ "textodelmarcadordeposición", ROLE_PLACEHOLDER },
	{ "tekstvantijdelijkeaanduiding", ROLE_PLACEHOLDER },
	{ "testosegnaposto", ROLE_PLACEHOLDER },
	{ "textodoespaçoreservado", ROLE_PLACEHOLDER },
	{ "tekstzastępczy", ROLE_PLACEHOLDER },
};

static const char *const role_names[] = {
	[ROLE_NONE] = "",
	[ROLE_NORMAL] = "normal",
	[ROLE_TITLE] = "title",
	[ROLE_SUBTITLE] = "subtitle",
	[ROLE_HEADING] = "heading",
	[ROLE_QUOTE] = "quote",
	[ROLE_CAPTION] = "caption",
	[ROLE_LIST] = "list",
	[ROLE_TOC] = "toc",
	[ROLE_HEADER] = "header",
	[ROLE_FOOTER] = "footer",
	[ROLE_NOTE] = "note",
	[ROLE_CODE] = "code",
	[ROLE_BYLINE] = "byline",
	[ROLE_DATE] = "date",
	[ROLE_COMMENT] = "comment",
	[ROLE_STRONG] = "strong",
	[ROLE_EMPHASIS] = "emphasis",
	[ROLE_HYPERLINK] = "hyperlink",
	[ROLE_CODE_CHAR] = "code",
	[ROLE_QUOTE_CHAR] = "quote",
	[ROLE_NOTE_REF] = "note-ref",
	[ROLE_PLACEHOLDER] = "placeholder",
};

static int
is_letter(int c)
{
	return c >= 0x80 || isalpha(c);
}

/*
 * The letters of s, folded, up to a comma (aliases follow it), into key; the
 * number at its end is returned, 0 without one, -1 for what can't be one of
 * our names.
 */
static int
make_key(const char *s, char key[KEY_SIZE])
{
	char *folded;
	const unsigned char *p;
	size_t n;
	int level;

	folded = text_fold_case(s);
	level = 0;
	n = 0;
	for (p = (const unsigned char *)folded; *p != '\0' && *p != ','; p++) {
		if (isdigit(*p) && level <= LEVEL_MAX)
			level = 10 * level + *p - '0';
		if (!is_letter(*p))
			continue;
		if (n + 1 == KEY_SIZE || level != 0) {
			level = -1;
			break;
		}
		key[n++] = (char)*p;
	}
	key[n] = '\0';
	free(folded);
	return level > LEVEL_MAX ? -1 : level;
}

/* Are they the same, the letters of name outside of ASCII left out? */
static int
is_same_ascii(const char *name, const char *id)
{
	for (; *name != '\0'; name++) {
		if ((unsigned char)*name >= 0x80)
			continue;
		if (*name != *id)
			return 0;
		id++;
	}
	return *id == '\0';
}

static enum docx_role
look_up(const struct name *names, size_t count, const char *key, int is_id)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(names[i].key, key) == 0 ||
		    (is_id && is_same_ascii(names[i].key, key)))
			return names[i].role;
	return ROLE_NONE;
}

#define LOOK_UP(names, key, is_id)                                             \
 look_up(names, sizeof(names) / sizeof((names)[0]), key, is_id)

/* "Heading 2 Numbered", "Rubrik 1 utan nummer": the number of a heading's name
 * that more words follow, 0 for anything else.  Words of text that belongs to a
 * heading make none. */
static int
find_longer(const char *s)
{
	char *folded, key[KEY_SIZE], start[KEY_SIZE];
	int level = 0;
	size_t n;

	folded = text_fold_case(s);
	n = strcspn(folded, "123456789");
	if (folded[n] != '\0' && folded[n + 1] == ' ' && n + 1 < KEY_SIZE &&
	    strstr(folded + n, "text") == NULL &&
	    strstr(folded + n, "body") == NULL) {
		memcpy(start, folded, n + 1);
		start[n + 1] = '\0';
		level = make_key(start, key);
		if (LOOK_UP(numbered, key, 0) != ROLE_HEADING)
			level = 0;
	}
	free(folded);
	return level;
}

static enum docx_role
find_role(const char *s, int character, int is_id, int *ret_level)
{
	char key[KEY_SIZE];
	enum docx_role role;
	int level;

	*ret_level = 0;
	level = make_key(s, key);
	if (level == -1 && !character && !is_id) {
		*ret_level = find_longer(s);
		return *ret_level > 0 ? ROLE_HEADING : ROLE_NONE;
	}
	if (level == -1 || key[0] == '\0')
		return ROLE_NONE;
	if (character)
		return level == 0 ? LOOK_UP(characters, key, is_id) : ROLE_NONE;
	role = ROLE_NONE;
	if (level > 0)
		role = LOOK_UP(numbered, key, is_id);
	if (role == ROLE_NONE)
		role = LOOK_UP(paragraphs, key, is_id);
	/* "Title 2" is nobody's title. */
	if (level > 0 && (role == ROLE_TITLE || role == ROLE_SUBTITLE))
		return ROLE_NONE;
	if (level == 0 && (role == ROLE_HEADING || role == ROLE_LIST))
		level = 1;
	*ret_level = role == ROLE_NONE ? 0 : level;
	return role;
}

enum docx_role
docx_role_by_name(const char *name, int character, int *ret_level)
{
	return find_role(name, character, 0, ret_level);
}

enum docx_role
docx_role_by_id(const char *id, int character, int *ret_level)
{
	return find_role(id, character, 1, ret_level);
}

const char *
docx_role_name(enum docx_role role)
{
	return role_names[role];
}
