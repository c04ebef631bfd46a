<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  The page around an article.  With a publication it is a page of a site: it
  tells machines what it is, leads to its translations and other editions,
  and to the site's front page.  Without one it stands alone and holds the
  article and its style, nothing else.  The article itself, which is made by
  article.xsl, takes the place of the slot.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="http://www.w3.org/1999/xhtml"
    xmlns:g="urn:gazette:release:1"
    xmlns:i="urn:gazette:i18n:1"
    xmlns:r="urn:gazette:render:1"
    exclude-result-prefixes="g i r">

  <xsl:include href="../lib/words.xsl"/>

  <!-- Plain words: of the title, of a summary, of the first lines where
       there is no title. -->
  <xsl:param name="title"/>
  <xsl:param name="description"/>
  <!-- "ltr" or "rtl". -->
  <xsl:param name="dir"/>
  <!-- The editions that stand beside the page: " text epub json ". -->
  <xsl:param name="editions"/>

  <xsl:variable name="head" select="/g:release/g:head"/>
  <xsl:variable name="publication" select="$head/g:publication"/>

  <xsl:template match="/">
    <html lang="{g:release/@xml:lang}">
      <xsl:if test="$dir = 'rtl'">
        <xsl:attribute name="dir">rtl</xsl:attribute>
      </xsl:if>
      <head>
        <meta charset="utf-8"/>
        <meta name="viewport"
            content="width=device-width, initial-scale=1"/>
        <title>
          <xsl:value-of select="$title"/>
          <xsl:if test="$publication/@site != ''">
            <xsl:value-of select="concat(' – ', $publication/@site)"/>
          </xsl:if>
        </title>
        <xsl:if test="$description != ''">
          <meta name="description" content="{$description}"/>
        </xsl:if>
        <xsl:if test="not($publication)">
          <r:slot name="style"/>
        </xsl:if>
        <xsl:apply-templates select="$publication" mode="head"/>
      </head>
      <body>
        <xsl:apply-templates select="$publication" mode="above"/>
        <main id="gazette-content">
          <xsl:apply-templates select="$head/g:preview"/>
          <xsl:apply-templates select="$head[not(g:title[
              not(@visible = 'no')])]" mode="heading"/>
          <r:slot name="article"/>
        </main>
        <xsl:apply-templates select="$publication" mode="below"/>
      </body>
    </html>
  </xsl:template>

  <!-- heading: a title that the document doesn't show is heard, not seen,
       and no part of the article. -->
  <xsl:template match="g:head" mode="heading">
    <h1 class="unseen"><xsl:value-of select="$title"/></h1>
  </xsl:template>

  <!-- Beside a document that is not published: what this is, and where the
       page lies that tells what happens to it. -->
  <xsl:template match="g:preview">
    <p class="preview">
      <strong>
        <xsl:call-template name="word">
          <xsl:with-param name="key" select="'article-preview'"/>
        </xsl:call-template>
      </strong>
      <xsl:text> </xsl:text>
      <a href="{@href}">
        <xsl:call-template name="word">
          <xsl:with-param name="key" select="'article-preview-why'"/>
        </xsl:call-template>
      </a>
    </p>
  </xsl:template>

  <!-- head: what machines are told. -->

  <xsl:template match="g:publication" mode="head">
    <link rel="canonical" href="{@url}"/>
    <xsl:if test="g:alternate">
      <link rel="alternate" hreflang="{/g:release/@xml:lang}"
          href="{@url}"/>
      <xsl:apply-templates select="g:alternate" mode="head"/>
      <link rel="alternate" hreflang="x-default"
          href="{@base}/id/{@id}/"/>
    </xsl:if>
    <link rel="stylesheet" href="{@style}"/>
    <link rel="alternate" type="application/atom+xml" title="{@site}"
        href="{@base}/feeds/{substring-before(substring(@path, 2),
            '/')}.atom"/>
    <xsl:apply-templates select="g:topic[../@base != '']" mode="head"/>
    <xsl:apply-templates select="." mode="editions"/>
    <xsl:apply-templates select="." mode="open-graph"/>
    <xsl:apply-templates select="." mode="dublin-core"/>
    <r:slot name="json-ld"/>
  </xsl:template>

  <!-- An older version is found by whoever looks for it, not by searching. -->
  <xsl:template match="g:publication[@replaced]" mode="head">
    <meta name="robots" content="noindex"/>
    <link rel="stylesheet" href="{@style}"/>
  </xsl:template>

  <xsl:template match="g:alternate" mode="head">
    <link rel="alternate" hreflang="{@lang}" href="{../@base}{@path}"/>
  </xsl:template>

  <!-- The feed of each of its topics. -->
  <xsl:template match="g:topic" mode="head">
    <link rel="alternate" type="application/atom+xml"
        title="{../@site} – {@name}"
        href="{../@base}/feeds/{substring-before(substring(../@topics, 2),
            '/')}.tag-{@slug}.atom"/>
  </xsl:template>

  <!-- editions: the same words in other forms. -->
  <xsl:template match="g:publication" mode="editions">
    <xsl:if test="contains($editions, ' text ')">
      <link rel="alternate" type="text/plain" href="release.txt"/>
    </xsl:if>
    <xsl:if test="contains($editions, ' epub ')">
      <link rel="alternate" type="application/epub+zip"
          href="release.epub"/>
    </xsl:if>
    <xsl:if test="contains($editions, ' json ')">
      <link rel="alternate" type="application/json" href="release.json"/>
    </xsl:if>
  </xsl:template>

  <!-- open-graph: https://ogp.me, the type article. -->
  <xsl:template match="g:publication" mode="open-graph">
    <meta property="og:type" content="article"/>
    <meta property="og:title" content="{$title}"/>
    <meta property="og:url" content="{@url}"/>
    <meta property="og:site_name" content="{@site}"/>
    <xsl:if test="$description != ''">
      <meta property="og:description" content="{$description}"/>
    </xsl:if>
    <meta property="article:published_time" content="{@published}"/>
    <xsl:if test="@updated != @published">
      <meta property="article:modified_time" content="{@updated}"/>
    </xsl:if>
    <xsl:apply-templates select="$head/g:subject" mode="open-graph"/>
    <xsl:apply-templates select="$head/g:picture[@type != 'image/svg+xml'][1]"
        mode="open-graph"/>
  </xsl:template>

  <xsl:template match="g:subject" mode="open-graph">
    <meta property="article:tag" content="{.}"/>
  </xsl:template>

  <xsl:template match="g:picture" mode="open-graph">
    <meta property="og:image" content="{$publication/@url}media/{@name}"/>
    <meta property="og:image:type" content="{@type}"/>
    <meta property="og:image:width" content="{@width}"/>
    <meta property="og:image:height" content="{@height}"/>
  </xsl:template>

  <!-- dublin-core: DCMI Metadata Terms in HTML (RFC 2731 and its heirs). -->
  <xsl:template match="g:publication" mode="dublin-core">
    <link rel="schema.dcterms" href="http://purl.org/dc/terms/"/>
    <meta name="dcterms.title" content="{$title}"/>
    <meta name="dcterms.language" content="{/g:release/@xml:lang}"/>
    <meta name="dcterms.identifier" content="urn:uuid:{@id}"/>
    <meta name="dcterms.issued" content="{@published}"/>
    <meta name="dcterms.modified" content="{@updated}"/>
    <meta name="dcterms.publisher" content="{@site}"/>
    <xsl:apply-templates select="$head/g:subject" mode="dublin-core"/>
  </xsl:template>

  <xsl:template match="g:subject" mode="dublin-core">
    <meta name="dcterms.subject" content="{.}"/>
  </xsl:template>

  <!-- above: the way to the article, to the site and to other languages. -->
  <xsl:template match="g:publication" mode="above">
    <a class="skip" href="#gazette-content">
      <xsl:call-template name="word">
        <xsl:with-param name="key">page-skip</xsl:with-param>
      </xsl:call-template>
    </a>
    <header class="site">
      <p class="site-name">
        <a>
          <xsl:apply-templates select="." mode="home"/>
          <xsl:value-of select="@site"/>
        </a>
      </p>
      <xsl:if test="g:alternate">
        <nav>
          <xsl:attribute name="aria-label">
            <xsl:call-template name="word">
              <xsl:with-param name="key">page-languages</xsl:with-param>
            </xsl:call-template>
          </xsl:attribute>
          <ul class="languages">
            <xsl:apply-templates select="g:alternate" mode="above"/>
          </ul>
        </nav>
      </xsl:if>
    </header>
  </xsl:template>

  <!-- home: an older version lies two folders below its release. -->
  <xsl:template match="g:publication" mode="home">
    <xsl:attribute name="href">../../../</xsl:attribute>
  </xsl:template>

  <xsl:template match="g:publication[@replaced]" mode="home">
    <xsl:attribute name="href">../../../../../</xsl:attribute>
  </xsl:template>

  <!-- A language calls itself by its own name. -->
  <xsl:template match="g:alternate" mode="above">
    <xsl:variable name="name" select="$head/i:language[
        @lang = substring-before(concat(current()/@lang, '-'), '-')]/@name"/>
    <li>
      <a lang="{@lang}" hreflang="{@lang}" rel="alternate"
          href="../../../..{@path}">
        <xsl:value-of select="$name"/>
        <xsl:if test="not($name)"><xsl:value-of select="@lang"/></xsl:if>
      </a>
    </li>
  </xsl:template>

  <!-- below: other forms of the article. -->
  <xsl:template match="g:publication" mode="below">
    <footer class="site">
      <xsl:if test="normalize-space($editions)">
        <p>
          <xsl:call-template name="word">
            <xsl:with-param name="key">article-editions</xsl:with-param>
          </xsl:call-template>
        </p>
        <ul class="editions">
          <xsl:apply-templates select="." mode="edition-links"/>
        </ul>
      </xsl:if>
    </footer>
  </xsl:template>

  <xsl:template match="g:publication[@replaced]" mode="below"/>

  <!-- edition-links: the same as mode editions, for people. -->
  <xsl:template match="g:publication" mode="edition-links">
    <xsl:if test="contains($editions, ' text ')">
      <li>
        <a href="release.txt" type="text/plain">
          <xsl:call-template name="word">
            <xsl:with-param name="key">article-text</xsl:with-param>
          </xsl:call-template>
        </a>
      </li>
    </xsl:if>
    <xsl:if test="contains($editions, ' epub ')">
      <li>
        <a href="release.epub" type="application/epub+zip">EPUB</a>
      </li>
    </xsl:if>
    <xsl:if test="contains($editions, ' json ')">
      <li><a href="release.json" type="application/json">JSON</a></li>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
