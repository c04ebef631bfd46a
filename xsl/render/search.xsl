<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!-- The search of a language.  search.js does it in the browser, and says what
     it finds by the words that the form carries; without scripts the page
     leads to the archive. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns:r="urn:gazette:render:1"
    xmlns="http://www.w3.org/1999/xhtml" exclude-result-prefixes="p">

<xsl:import href="../lib/site.xsl"/>
<xsl:include href="../lib/entries.xsl"/>

<xsl:template match="p:page" mode="title">
  <xsl:call-template name="word">
    <xsl:with-param name="key">page-search</xsl:with-param>
  </xsl:call-template>
</xsl:template>

<!-- robots: a page of results is no page of its own. -->
<xsl:template match="p:page" mode="robots">
  <meta name="robots" content="noindex"/>
</xsl:template>

<xsl:template match="p:page" mode="main">
  <h1><xsl:apply-templates select="." mode="title"/></h1>
  <form id="search" role="search" hidden="hidden" data-parts="{@parts}">
    <xsl:apply-templates select="." mode="said">
      <xsl:with-param name="as">none</xsl:with-param>
    </xsl:apply-templates>
    <xsl:apply-templates select="." mode="said">
      <xsl:with-param name="as">one</xsl:with-param>
    </xsl:apply-templates>
    <xsl:apply-templates select="." mode="said">
      <xsl:with-param name="as">found</xsl:with-param>
    </xsl:apply-templates>
    <xsl:apply-templates select="." mode="said">
      <xsl:with-param name="as">busy</xsl:with-param>
    </xsl:apply-templates>
    <xsl:apply-templates select="." mode="said">
      <xsl:with-param name="as">failed</xsl:with-param>
    </xsl:apply-templates>
    <p>
      <label for="search-words">
        <xsl:call-template name="word">
          <xsl:with-param name="key">page-search-words</xsl:with-param>
        </xsl:call-template>
      </label>
      <xsl:text> </xsl:text>
      <input id="search-words" type="search" name="q" autocomplete="off"/>
      <xsl:text> </xsl:text>
      <button type="submit">
        <xsl:apply-templates select="." mode="title"/>
      </button>
    </p>
  </form>
  <p id="search-script">
    <xsl:call-template name="word">
      <xsl:with-param name="key">page-search-script</xsl:with-param>
    </xsl:call-template>
  </p>
  <p id="search-said" role="status"/>
  <ul id="search-found" class="entries"/>
  <p>
    <button id="search-more" type="button" hidden="hidden">
      <xsl:call-template name="word">
        <xsl:with-param name="key">page-search-more</xsl:with-param>
      </xsl:call-template>
    </button>
  </p>
  <xsl:apply-templates select="p:all"/>
  <r:slot name="script"/>
</xsl:template>

<!-- said: a sentence for the script, which puts the number in. -->
<xsl:template match="p:page" mode="said">
  <xsl:param name="as"/>
  <xsl:attribute name="data-{$as}">
    <xsl:call-template name="word">
      <xsl:with-param name="key" select="concat('page-search-', $as)"/>
    </xsl:call-template>
  </xsl:attribute>
</xsl:template>

</xsl:stylesheet>
