<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!-- Every topic of a language. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="p">

<xsl:import href="../lib/site.xsl"/>
<xsl:include href="../lib/topic.xsl"/>

<xsl:template match="p:page" mode="title">
  <xsl:call-template name="word">
    <xsl:with-param name="key">page-topics</xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template match="p:page" mode="main">
  <h1><xsl:apply-templates select="." mode="title"/></h1>
  <ul class="topics">
    <xsl:apply-templates select="p:topic">
      <xsl:sort select="@slug"/>
    </xsl:apply-templates>
  </ul>
  <xsl:apply-templates select="." mode="ways">
    <xsl:with-param name="links" select="@home"/>
  </xsl:apply-templates>
</xsl:template>

<xsl:template match="p:topic">
  <li><a href="{@href}"><xsl:value-of select="."/></a></li>
</xsl:template>

</xsl:stylesheet>
