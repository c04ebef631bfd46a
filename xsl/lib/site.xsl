<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  What the pages around releases have in common: head, the way to the content
  and to other languages, the site's name, words and days.  A stylesheet that
  includes this gives the mode "main".  Classes are those of release pages
  (style.css).
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns:i="urn:gazette:i18n:1"
    xmlns="http://www.w3.org/1999/xhtml" exclude-result-prefixes="p i">

<xsl:key name="language" match="i:language" use="@lang"/>
<xsl:key name="word" match="i:w" use="concat(../../@lang, ' ', @key)"/>

<xsl:template match="p:page">
  <html lang="{@lang}">
    <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>
        <xsl:apply-templates select="." mode="title"/>
        <xsl:value-of select="concat(' – ', @site)"/>
      </title>
      <xsl:apply-templates select="." mode="robots"/>
      <xsl:apply-templates select="@url"/>
      <xsl:apply-templates select="p:alternate" mode="head"/>
      <link rel="stylesheet" href="{@style}"/>
      <xsl:apply-templates select="@feed" mode="head"/>
    </head>
    <body>
      <xsl:apply-templates select="." mode="above"/>
      <main id="gazette-content">
        <xsl:apply-templates select="." mode="main"/>
      </main>
      <xsl:apply-templates select="@feed" mode="below"/>
    </body>
  </html>
</xsl:template>

<!-- robots: pages that nobody should find by searching say so. -->
<xsl:template match="p:page" mode="robots"/>

<xsl:template match="p:page/@url">
  <link rel="canonical" href="{.}"/>
</xsl:template>

<xsl:template match="p:alternate" mode="head">
  <xsl:apply-templates select="@url" mode="head"/>
</xsl:template>

<xsl:template match="p:alternate/@url" mode="head">
  <link rel="alternate" hreflang="{../@lang}" href="{.}"/>
</xsl:template>

<xsl:template match="@feed" mode="head">
  <link rel="alternate" type="application/atom+xml" href="{.}" title="{../@site}"/>
</xsl:template>

<!-- above: to the content, to the site, to the other languages. -->
<xsl:template match="p:page" mode="above">
  <a class="skip" href="#gazette-content">
    <xsl:call-template name="word">
      <xsl:with-param name="key">page-skip</xsl:with-param>
    </xsl:call-template>
  </a>
  <header class="site">
    <p class="site-name">
      <a href="{@home}"><xsl:value-of select="@site"/></a>
    </p>
    <xsl:apply-templates select="p:alternate[2]" mode="languages"/>
  </header>
</xsl:template>

<!-- languages: of a page that has more than one. -->
<xsl:template match="p:alternate" mode="languages">
  <nav>
    <xsl:attribute name="aria-label">
      <xsl:call-template name="word">
        <xsl:with-param name="key">page-languages</xsl:with-param>
      </xsl:call-template>
    </xsl:attribute>
    <ul class="languages">
      <xsl:apply-templates select="../p:alternate"/>
    </ul>
  </nav>
</xsl:template>

<xsl:template match="p:alternate">
  <li>
    <a href="{@href}" hreflang="{@lang}" lang="{@lang}" rel="alternate">
      <xsl:apply-templates select="." mode="name"/>
    </a>
  </li>
</xsl:template>

<xsl:template match="p:alternate[@lang = ../@lang]">
  <li>
    <a href="{@href}" hreflang="{@lang}" lang="{@lang}" aria-current="page">
      <xsl:apply-templates select="." mode="name"/>
    </a>
  </li>
</xsl:template>

<!-- name: a language calls itself by its own name. -->
<xsl:template match="p:alternate | p:entry" mode="name">
  <xsl:variable name="language" select="key('language', @lang)
      | key('language', substring-before(@lang, '-'))"/>
  <xsl:value-of select="@name"/>
  <xsl:if test="not(@name)">
    <xsl:value-of select="$language/@name"/>
    <xsl:if test="not($language)"><xsl:value-of select="@lang"/></xsl:if>
  </xsl:if>
</xsl:template>

<xsl:template match="@feed" mode="below">
  <footer class="site">
    <p>
      <a href="{.}" type="application/atom+xml">
        <xsl:call-template name="word">
          <xsl:with-param name="key">page-feed</xsl:with-param>
        </xsl:call-template>
      </a>
    </p>
  </footer>
</xsl:template>

<!-- word: of the language, or of the one that it is a variant of, or else in
     English. -->
<xsl:template name="word">
  <xsl:param name="key"/>
  <xsl:param name="lang" select="/p:page/@lang"/>
  <xsl:variable name="own" select="key('word', concat($lang, ' ', $key))"/>
  <xsl:variable name="plain" select="key('word',
      concat(substring-before($lang, '-'), ' ', $key))"/>
  <xsl:choose>
    <xsl:when test="$own"><xsl:value-of select="$own"/></xsl:when>
    <xsl:when test="$plain"><xsl:value-of select="$plain"/></xsl:when>
    <xsl:otherwise>
      <xsl:value-of select="key('word', concat('en ', $key))"/>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- fill: text with what stands in braces replaced. -->
<xsl:template name="fill">
  <xsl:param name="text"/>
  <xsl:param name="name"/>
  <xsl:param name="value"/>
  <xsl:variable name="hole" select="concat('{', $name, '}')"/>
  <xsl:choose>
    <xsl:when test="contains($text, $hole)">
      <xsl:value-of select="concat(substring-before($text, $hole), $value,
          substring-after($text, $hole))"/>
    </xsl:when>
    <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- month: the month of "2026-05" in words; names are "page-month-" alone,
     "page-in-month-" after a day. -->
<xsl:template name="month">
  <xsl:param name="of"/>
  <xsl:param name="form">page-month</xsl:param>
  <xsl:param name="names">page-month-</xsl:param>
  <xsl:variable name="pattern">
    <xsl:call-template name="word">
      <xsl:with-param name="key" select="$form"/>
    </xsl:call-template>
  </xsl:variable>
  <xsl:variable name="name">
    <xsl:call-template name="word">
      <xsl:with-param name="key"
          select="concat($names, substring($of, 6, 2))"/>
    </xsl:call-template>
  </xsl:variable>
  <xsl:variable name="named">
    <xsl:call-template name="fill">
      <xsl:with-param name="text" select="string($pattern)"/>
      <xsl:with-param name="name">month</xsl:with-param>
      <xsl:with-param name="value" select="string($name)"/>
    </xsl:call-template>
  </xsl:variable>
  <xsl:call-template name="fill">
    <xsl:with-param name="text" select="string($named)"/>
    <xsl:with-param name="name">y</xsl:with-param>
    <xsl:with-param name="value" select="substring($of, 1, 4)"/>
  </xsl:call-template>
</xsl:template>

<!-- day: "2026-05-03…" in words. -->
<xsl:template name="day">
  <xsl:param name="of"/>
  <xsl:variable name="month">
    <xsl:call-template name="month">
      <xsl:with-param name="of" select="$of"/>
      <xsl:with-param name="form">page-day</xsl:with-param>
      <xsl:with-param name="names">page-in-month-</xsl:with-param>
    </xsl:call-template>
  </xsl:variable>
  <xsl:call-template name="fill">
    <xsl:with-param name="text" select="string($month)"/>
    <xsl:with-param name="name">d</xsl:with-param>
    <xsl:with-param name="value" select="number(substring($of, 9, 2))"/>
  </xsl:call-template>
</xsl:template>

<!-- A sentence in which {date} is a day. -->
<xsl:template name="word-with-day">
  <xsl:param name="key"/>
  <xsl:param name="of"/>
  <xsl:variable name="text">
    <xsl:call-template name="word">
      <xsl:with-param name="key" select="$key"/>
    </xsl:call-template>
  </xsl:variable>
  <xsl:variable name="day">
    <xsl:call-template name="day">
      <xsl:with-param name="of" select="$of"/>
    </xsl:call-template>
  </xsl:variable>
  <xsl:call-template name="fill">
    <xsl:with-param name="text" select="string($text)"/>
    <xsl:with-param name="name">date</xsl:with-param>
    <xsl:with-param name="value" select="string($day)"/>
  </xsl:call-template>
</xsl:template>

</xsl:stylesheet>
