<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!-- The archive of a month: all of its releases, and the months beside it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="p">

<xsl:import href="../lib/site.xsl"/>
<xsl:include href="../lib/entries.xsl"/>

<xsl:template match="p:page" mode="title">
  <xsl:call-template name="word">
    <xsl:with-param name="key">page-releases</xsl:with-param>
  </xsl:call-template>
  <xsl:text>, </xsl:text>
  <xsl:call-template name="month">
    <xsl:with-param name="of" select="@month"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="p:page" mode="main">
  <h1><xsl:apply-templates select="." mode="title"/></h1>
  <xsl:apply-templates select="p:entry[1]" mode="entries"/>
  <xsl:apply-templates select="p:all"/>
  <nav>
    <xsl:attribute name="aria-label">
      <xsl:call-template name="word">
        <xsl:with-param name="key">page-months</xsl:with-param>
      </xsl:call-template>
    </xsl:attribute>
    <ul class="neighbours">
      <xsl:apply-templates select="p:newer"/>
      <xsl:apply-templates select="p:older"/>
      <xsl:apply-templates select="@home"/>
    </ul>
  </nav>
  <xsl:apply-templates select="p:search"/>
  <xsl:apply-templates select="p:archive[1]" mode="archive"/>
</xsl:template>

<xsl:template match="p:newer | p:older">
  <li>
    <a href="{@href}">
      <xsl:apply-templates select="." mode="rel"/>
      <xsl:call-template name="word">
        <xsl:with-param name="key" select="concat('page-', local-name())"/>
      </xsl:call-template>
      <xsl:text>: </xsl:text>
      <xsl:call-template name="month">
        <xsl:with-param name="of" select="@month"/>
      </xsl:call-template>
    </a>
  </li>
</xsl:template>

<!-- rel: lists run from the newest, so the older month comes next. -->
<xsl:template match="p:older" mode="rel">
  <xsl:attribute name="rel">next</xsl:attribute>
</xsl:template>

<xsl:template match="p:newer" mode="rel">
  <xsl:attribute name="rel">prev</xsl:attribute>
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
