<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  The normal form of a Word document (doc/normal.md) as a release
  (doc/release.md, "What importers deliver").  The reader has done what needs
  neighbours or counting; here each element gets its name and its place.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:n="urn:gazette:normal:1"
    xmlns:g="urn:gazette:release:1"
    xmlns="urn:gazette:release:1"
    exclude-result-prefixes="n">

<xsl:include href="../lib/normal.xsl"/>
<xsl:include href="../lib/pieces.xsl"/>

<xsl:strip-space elements="n:document n:body n:notes n:meta n:list n:table n:row"/>

<xsl:template match="/n:document">
  <release>
    <head>
      <source format="docx">
        <xsl:copy-of select="@format"/>
        <xsl:apply-templates select="n:meta/*"/>
      </source>
    </head>
    <xsl:apply-templates select="n:body"/>
    <xsl:apply-templates select="n:notes[n:note]"/>
  </release>
</xsl:template>

<xsl:template match="/n:document[@piece]">
  <release>
    <xsl:apply-templates select="n:body"/>
  </release>
</xsl:template>

<xsl:template match="n:property">
  <property name="{@name}">
    <xsl:value-of select="."/>
  </property>
</xsl:template>

<xsl:template match="n:furniture">
  <furniture kind="{@kind}">
    <xsl:value-of select="."/>
  </furniture>
</xsl:template>

<xsl:template match="n:notes">
  <notes>
    <xsl:apply-templates select="n:note"/>
  </notes>
</xsl:template>

<xsl:template match="n:note">
  <note id="{@id}" kind="{@kind}" label="{@label}">
    <xsl:apply-templates/>
  </note>
</xsl:template>

</xsl:stylesheet>
