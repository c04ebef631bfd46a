<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!-- Lists of releases and of months, for pages that include site.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="p">

<xsl:key name="year" match="p:archive" use="substring(@month, 1, 4)"/>

<!-- entries: the list, from its first entry. -->
<xsl:template match="p:entry" mode="entries">
  <ul class="entries">
    <xsl:apply-templates select="../p:entry"/>
  </ul>
</xsl:template>

<xsl:template match="p:entry">
  <li>
    <article>
      <h2><a href="{@href}"><xsl:value-of select="p:title"/></a></h2>
      <p class="entry-facts">
        <xsl:apply-templates select="@published"/>
        <xsl:apply-templates select="@updated[. != ../@published]"/>
        <xsl:apply-templates select="p:alternate" mode="entry"/>
      </p>
      <xsl:apply-templates select="p:deck"/>
    </article>
  </li>
</xsl:template>

<!-- The date that the document gives goes before that of its publication. -->
<xsl:template match="p:entry/@published | p:entry/@day">
  <time datetime="{.}">
    <xsl:call-template name="day">
      <xsl:with-param name="of" select="."/>
    </xsl:call-template>
  </time>
</xsl:template>

<xsl:template match="p:entry[@day]/@published">
  <xsl:apply-templates select="../@day"/>
</xsl:template>

<xsl:template match="p:entry/@updated">
  <xsl:text> · </xsl:text>
  <time datetime="{.}">
    <xsl:call-template name="word-with-day">
      <xsl:with-param name="key">page-updated</xsl:with-param>
      <xsl:with-param name="of" select="."/>
    </xsl:call-template>
  </time>
</xsl:template>

<!-- entry: the same release in another language, named in that language. -->
<xsl:template match="p:alternate" mode="entry">
  <xsl:text> · </xsl:text>
  <a href="{@href}" hreflang="{@lang}" lang="{@lang}" rel="alternate">
    <xsl:call-template name="word">
      <xsl:with-param name="key">page-in-this-language</xsl:with-param>
      <xsl:with-param name="lang" select="string(@lang)"/>
    </xsl:call-template>
  </a>
</xsl:template>

<xsl:template match="p:deck">
  <p><xsl:value-of select="."/></p>
</xsl:template>

<!-- all: the page of all releases that has those which this list lacks. -->
<xsl:template match="p:all">
  <p>
    <a href="{@href}">
      <xsl:call-template name="word">
        <xsl:with-param name="key">page-all</xsl:with-param>
      </xsl:call-template>
    </a>
  </p>
</xsl:template>

<!-- topics: the list of all topics. -->
<xsl:template match="p:topics">
  <p>
    <a href="{@href}">
      <xsl:call-template name="word">
        <xsl:with-param name="key">page-topics</xsl:with-param>
      </xsl:call-template>
    </a>
  </p>
</xsl:template>

<!-- search: of the language. -->
<xsl:template match="p:search">
  <p>
    <a href="{@href}">
      <xsl:call-template name="word">
        <xsl:with-param name="key">page-search</xsl:with-param>
      </xsl:call-template>
    </a>
  </p>
</xsl:template>

<!-- archive: years and their months, from the first of all months. -->
<xsl:template match="p:archive" mode="archive">
  <nav class="archive" aria-labelledby="archive">
    <h2 id="archive">
      <xsl:call-template name="word">
        <xsl:with-param name="key">page-archive</xsl:with-param>
      </xsl:call-template>
    </h2>
    <xsl:apply-templates mode="year" select="../p:archive[
        count(. | key('year', substring(@month, 1, 4))[1]) = 1]"/>
  </nav>
</xsl:template>

<xsl:template match="p:archive" mode="year">
  <h3><xsl:value-of select="substring(@month, 1, 4)"/></h3>
  <ul class="months">
    <xsl:apply-templates select="key('year', substring(@month, 1, 4))"/>
  </ul>
</xsl:template>

<xsl:template match="p:archive">
  <li>
    <a href="{@href}">
      <xsl:call-template name="word">
        <xsl:with-param name="key"
            select="concat('page-month-', substring(@month, 6, 2))"/>
      </xsl:call-template>
    </a>
    <xsl:apply-templates select="@count"/>
  </li>
</xsl:template>

<xsl:template match="p:archive/@count">
  <xsl:value-of select="concat(' (', ., ')')"/>
</xsl:template>

</xsl:stylesheet>
