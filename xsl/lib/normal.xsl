<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  Blocks and words of the normal form (doc/normal.md) as the XHTML of a
  release's body.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:n="urn:gazette:normal:1"
    xmlns:g="urn:gazette:release:1"
    xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="n">

<xsl:include href="omml.xsl"/>

<xsl:key name="note" match="n:note" use="@id"/>

<xsl:template match="n:body">
  <body>
    <xsl:apply-templates/>
  </body>
</xsl:template>

<!-- Blocks. -->

<xsl:template match="n:p">
  <p>
    <xsl:apply-templates select="@*"/>
    <xsl:apply-templates/>
  </p>
</xsl:template>

<xsl:template match="n:heading">
  <xsl:element name="h{@level}" namespace="http://www.w3.org/1999/xhtml">
    <xsl:apply-templates select="@*"/>
    <xsl:if test="@label">
      <xsl:value-of select="concat(@label, ' ')"/>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:element>
</xsl:template>

<xsl:template match="n:quote">
  <blockquote>
    <xsl:apply-templates/>
  </blockquote>
</xsl:template>

<xsl:template match="n:aside">
  <aside>
    <xsl:apply-templates select="@*"/>
    <xsl:apply-templates/>
  </aside>
</xsl:template>

<xsl:template match="n:pre">
  <pre>
    <xsl:apply-templates select="@*"/>
    <xsl:apply-templates/>
  </pre>
</xsl:template>

<xsl:template match="n:hr">
  <hr/>
</xsl:template>

<!-- Lists. -->

<!-- No predicate in the pattern: libxslt counts siblings for one, anew after
     each list within a list. -->
<xsl:template match="n:list">
  <xsl:choose>
    <xsl:when test="@kind = 'bullet'">
      <ul>
        <xsl:apply-templates select="@why"/>
        <xsl:apply-templates select="n:item"/>
      </ul>
    </xsl:when>
    <xsl:otherwise>
      <ol>
        <xsl:copy-of select="@type | @start"/>
        <xsl:apply-templates select="@why"/>
        <xsl:apply-templates select="n:item"/>
      </ol>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="n:item">
  <li>
    <xsl:copy-of select="@value"/>
    <xsl:if test="@label">
      <xsl:attribute name="g:label">
        <xsl:value-of select="@label"/>
      </xsl:attribute>
    </xsl:if>
    <xsl:call-template name="flow"/>
  </li>
</xsl:template>

<!-- What stands in an item or a cell: a single paragraph needs no element of
     its own, except where more than a list follows it. -->
<xsl:template name="flow">
  <xsl:choose>
    <xsl:when test="n:p[1][not(@zone)] and count(*) = 1 + count(n:list)">
      <xsl:apply-templates select="n:p/@*[name() != 'why']"/>
      <xsl:apply-templates select="n:p/node()"/>
      <xsl:apply-templates select="n:list"/>
    </xsl:when>
    <xsl:otherwise>
      <xsl:apply-templates/>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Tables. -->

<xsl:template match="n:table">
  <table>
    <xsl:copy-of select="@title | @summary"/>
    <xsl:apply-templates select="@dir | @id | @why"/>
    <xsl:apply-templates select="n:caption"/>
    <xsl:if test="n:row/@header">
      <thead>
        <xsl:apply-templates select="n:row[@header]"/>
      </thead>
    </xsl:if>
    <tbody>
      <xsl:apply-templates select="n:row[not(@header)]"/>
    </tbody>
  </table>
</xsl:template>

<xsl:template match="n:table/n:caption">
  <caption>
    <xsl:apply-templates select="@*"/>
    <xsl:apply-templates/>
  </caption>
</xsl:template>

<xsl:template match="n:row">
  <tr>
    <xsl:apply-templates select="n:cell"/>
  </tr>
</xsl:template>

<xsl:template match="n:cell">
  <td>
    <xsl:apply-templates select="@cols | @rows | @number"/>
    <xsl:call-template name="flow"/>
  </td>
</xsl:template>

<xsl:template match="n:cell[@header]">
  <th scope="{@header}">
    <xsl:apply-templates select="@cols | @rows | @number"/>
    <xsl:call-template name="flow"/>
  </th>
</xsl:template>

<xsl:template match="@cols">
  <xsl:attribute name="colspan"><xsl:value-of select="."/></xsl:attribute>
</xsl:template>

<xsl:template match="@rows">
  <xsl:attribute name="rowspan"><xsl:value-of select="."/></xsl:attribute>
</xsl:template>

<xsl:template match="@number">
  <xsl:attribute name="class">num</xsl:attribute>
</xsl:template>

<!-- Pictures and what is shown like them. -->

<xsl:template match="n:figure">
  <figure>
    <xsl:apply-templates select="@*"/>
    <xsl:apply-templates/>
  </figure>
</xsl:template>

<xsl:template match="n:figure/n:caption">
  <figcaption>
    <xsl:apply-templates select="@*"/>
    <xsl:apply-templates/>
  </figcaption>
</xsl:template>

<xsl:template match="n:picture">
  <img src="{@name}">
    <xsl:copy-of select="@alt"/>
  </img>
</xsl:template>

<!-- Words. -->

<xsl:template match="n:strong | n:em | n:u | n:s | n:sub | n:sup | n:code | n:span | n:bdi | n:bdo">
  <xsl:element name="{local-name()}" namespace="http://www.w3.org/1999/xhtml">
    <xsl:copy-of select="@lang | @dir"/>
    <xsl:apply-templates/>
  </xsl:element>
</xsl:template>

<xsl:template match="n:br">
  <br/>
</xsl:template>

<xsl:template match="n:link[@to]">
  <a href="{@to}">
    <xsl:apply-templates/>
  </a>
</xsl:template>

<!-- A reference whose note says nothing is none. -->
<xsl:template match="n:noteref">
  <xsl:if test="key('note', @to)">
    <a role="doc-noteref" href="#{@to}">
      <xsl:value-of select="."/>
    </a>
  </xsl:if>
</xsl:template>

<xsl:template match="n:ruby">
  <ruby>
    <rb><xsl:apply-templates select="n:base/node()"/></rb>
    <rp>(</rp>
    <rt><xsl:apply-templates select="n:rt/node()"/></rt>
    <rp>)</rp>
  </ruby>
</xsl:template>

<xsl:template match="n:math">
  <xsl:apply-templates select="*" mode="math-root">
    <xsl:with-param name="display" select="@display"/>
  </xsl:apply-templates>
</xsl:template>

<!-- Attributes of blocks. -->

<xsl:template match="@lang | @dir | @id">
  <xsl:copy/>
</xsl:template>

<xsl:template match="@why">
  <xsl:attribute name="g:why"><xsl:value-of select="."/></xsl:attribute>
</xsl:template>

<xsl:template match="@zone">
  <xsl:attribute name="g:zone"><xsl:value-of select="."/></xsl:attribute>
</xsl:template>

<xsl:template match="@level | @label"/>

</xsl:stylesheet>
