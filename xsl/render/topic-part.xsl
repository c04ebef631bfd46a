<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!-- All releases of a topic, fifty on a page, the oldest first. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="p">

<xsl:import href="all.xsl"/>
<xsl:include href="../lib/topic.xsl"/>

<xsl:template match="p:page" mode="title">
  <xsl:apply-templates select="." mode="topic-name"/>
  <xsl:text> – </xsl:text>
  <xsl:apply-templates select="@number" mode="page"/>
</xsl:template>

<!-- page: the topic stands before it already. -->
<xsl:template match="@number" mode="page">
  <xsl:variable name="text">
    <xsl:call-template name="word">
      <xsl:with-param name="key">page-part</xsl:with-param>
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
  <xsl:apply-templates select="." mode="ways">
    <xsl:with-param name="links"
        select="@latest | @topics | @home"/>
  </xsl:apply-templates>
</xsl:template>

<xsl:template match="@latest">
  <li><a href="{.}"><xsl:apply-templates select=".." mode="topic-name"/></a></li>
</xsl:template>

</xsl:stylesheet>
