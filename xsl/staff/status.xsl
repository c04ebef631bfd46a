<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  How the whole folder stands: what waits for a person, what is on its way, and
  the latest.  Of an embargoed document the file is named, never its title.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="p">

<xsl:import href="../lib/staff.xsl"/>

<xsl:template match="p:lines" mode="list">
  <ul>
    <xsl:apply-templates/>
  </ul>
</xsl:template>

<xsl:template match="p:line">
  <li class="{@tone}">
    <bdi class="name"><xsl:value-of select="p:name"/></bdi>
    <span class="line-state"><xsl:value-of select="concat(' – ', @state, ', ', @when)"/></span>
    <xsl:apply-templates select="p:title | p:reason"/>
  </li>
</xsl:template>

<xsl:template match="p:line/p:title">
  <br/>
  <bdi><xsl:value-of select="."/></bdi>
</xsl:template>

<xsl:template match="p:line[@href]/p:title">
  <br/>
  <a href="{../@href}"><bdi><xsl:value-of select="."/></bdi></a>
</xsl:template>

<xsl:template match="p:reason">
  <br/>
  <span class="why"><xsl:value-of select="."/></span>
</xsl:template>

</xsl:stylesheet>
