<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!-- All releases of a language, fifty on a page, the oldest first. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="p">

<xsl:import href="../lib/site.xsl"/>
<xsl:include href="../lib/entries.xsl"/>

<xsl:template match="p:page" mode="title">
  <xsl:apply-templates select="@number" mode="page"/>
</xsl:template>

<xsl:template match="@number" mode="page">
  <xsl:variable name="text">
    <xsl:call-template name="word">
      <xsl:with-param name="key">page-all-page</xsl:with-param>
    </xsl:call-template>
  </xsl:variable>
  <xsl:call-template name="fill">
    <xsl:with-param name="text" select="string($text)"/>
    <xsl:with-param name="name">count</xsl:with-param>
    <xsl:with-param name="value" select="string(.)"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="p:page" mode="main">
  <h1><xsl:apply-templates select="." mode="title"/></h1>
  <xsl:apply-templates select="p:entry[1]" mode="entries"/>
  <xsl:apply-templates select="self::p:page[not(p:entry)]" mode="none"/>
  <nav>
    <xsl:attribute name="aria-label">
      <xsl:call-template name="word">
        <xsl:with-param name="key">page-all</xsl:with-param>
      </xsl:call-template>
    </xsl:attribute>
    <ul class="neighbours">
      <xsl:apply-templates select="p:newer"/>
      <xsl:apply-templates select="p:older"/>
      <xsl:apply-templates select="@home"/>
    </ul>
  </nav>
  <xsl:apply-templates select="p:search"/>
</xsl:template>

<!-- none: nothing has come here yet, or all of it was taken down. -->
<xsl:template match="p:page" mode="none">
  <p>
    <xsl:call-template name="word">
      <xsl:with-param name="key">page-none-here</xsl:with-param>
    </xsl:call-template>
  </p>
</xsl:template>

<!-- The oldest come first, so the newer page is the next. -->
<xsl:template match="p:newer">
  <li><a href="{@href}" rel="next">
    <xsl:apply-templates select="." mode="words"/>
  </a></li>
</xsl:template>

<xsl:template match="p:older">
  <li><a href="{@href}" rel="prev">
    <xsl:apply-templates select="." mode="words"/>
  </a></li>
</xsl:template>

<xsl:template match="p:newer | p:older" mode="words">
  <xsl:call-template name="word">
    <xsl:with-param name="key" select="concat('page-', local-name())"/>
  </xsl:call-template>
  <xsl:text>: </xsl:text>
  <xsl:apply-templates select="@number" mode="page"/>
</xsl:template>

<xsl:template match="@home">
  <li>
    <a href="{.}">
      <xsl:call-template name="word">
        <xsl:with-param name="key">page-home</xsl:with-param>
      </xsl:call-template>
    </a>
  </li>
</xsl:template>

</xsl:stylesheet>
