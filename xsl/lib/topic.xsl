<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!-- What the pages of a topic have in common, for pages that include site.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="p">

<!-- topic-name: "Topic: Open data". -->
<xsl:template match="p:page" mode="topic-name">
  <xsl:variable name="text">
    <xsl:call-template name="word">
      <xsl:with-param name="key">page-topic</xsl:with-param>
    </xsl:call-template>
  </xsl:variable>
  <xsl:call-template name="fill">
    <xsl:with-param name="text" select="string($text)"/>
    <xsl:with-param name="name">name</xsl:with-param>
    <xsl:with-param name="value" select="string(@topic)"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="p:page/@topics">
  <li>
    <a href="{.}">
      <xsl:call-template name="word">
        <xsl:with-param name="key">page-topics</xsl:with-param>
      </xsl:call-template>
    </a>
  </li>
</xsl:template>

<xsl:template match="p:page/@home">
  <li>
    <a href="{.}">
      <xsl:call-template name="word">
        <xsl:with-param name="key">page-home</xsl:with-param>
      </xsl:call-template>
    </a>
  </li>
</xsl:template>

<!-- ways: a list of links below an unseen heading. -->
<xsl:template match="p:page" mode="ways">
  <xsl:param name="links" select="@topics | @home"/>
  <nav>
    <xsl:attribute name="aria-label">
      <xsl:call-template name="word">
        <xsl:with-param name="key">page-topics</xsl:with-param>
      </xsl:call-template>
    </xsl:attribute>
    <ul class="neighbours">
      <xsl:apply-templates select="p:newer"/>
      <xsl:apply-templates select="p:older"/>
      <xsl:apply-templates select="$links"/>
    </ul>
  </nav>
</xsl:template>

</xsl:stylesheet>
