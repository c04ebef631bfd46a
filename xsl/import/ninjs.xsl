<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  ninjs (IPTC "News in JSON", 1.x to 3.x) as a release.  The reader has made
  elements of the JSON: member[@name], item.  Versions 1 and 2 have body_html
  and the like, version 3 lists of bodies, headlines, descriptions by role.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:gazette:release:1">

  <xsl:include href="../lib/wire.xsl"/>

  <xsl:key name="of" match="/ninjs/object/member" use="@name"/>

  <xsl:template match="/ninjs">
    <xsl:variable name="headlines" select="key('of', 'headlines')/array/item/object"/>
    <xsl:variable name="bodies" select="key('of', 'bodies')/array/item/object"/>
    <xsl:variable name="descriptions" select="key('of', 'descriptions')/array/item/object"/>
    <xsl:variable name="html" select="key('of', 'body_html')
        | key('of', 'body_xhtml')[not(key('of', 'body_html'))]
        | $bodies[contains(member[@name = 'contentType'], 'html')][1]/member[@name = 'value']"/>
    <xsl:variable name="plain" select="key('of', 'body_text')
        | $bodies[not(contains(member[@name = 'contentType'], 'html'))][1]/member[@name = 'value']"/>
    <release>
      <xsl:apply-templates select="." mode="root"/>
      <head>
        <xsl:apply-templates select="(key('of', 'headline')
            | $headlines[1]/member[@name = 'value'] | key('of', 'title'))[normalize-space()][1]"
            mode="said">
          <xsl:with-param name="name" select="'title'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="(key('of', 'description_text')
            | $descriptions[1]/member[@name = 'value'])[normalize-space()][1]" mode="lead"/>
        <xsl:apply-templates select="." mode="facts"/>
        <source format="ninjs"/>
      </head>
      <body xmlns="http://www.w3.org/1999/xhtml">
        <xsl:if test="normalize-space($html)">
          <xsl:apply-templates select="$html[1]/node()" mode="body"/>
        </xsl:if>
        <xsl:if test="not(normalize-space($html)) and normalize-space($plain)">
          <xsl:apply-templates select="$plain[1]/node()" mode="body"/>
        </xsl:if>
      </body>
      <report>
        <xsl:apply-templates select="key('of', 'associations')/object/member
            | key('of', 'associations')/array/item" mode="report"/>
      </report>
    </release>
  </xsl:template>

  <xsl:template match="ninjs" mode="root">
    <xsl:if test="normalize-space(key('of', 'language'))">
      <xsl:attribute name="xml:lang">
        <xsl:value-of select="normalize-space(key('of', 'language'))"/>
      </xsl:attribute>
    </xsl:if>
    <xsl:if test="normalize-space(key('of', 'uri'))">
      <xsl:attribute name="id">
        <xsl:value-of select="normalize-space(key('of', 'uri'))"/>
      </xsl:attribute>
    </xsl:if>
    <xsl:if test="number(key('of', 'version')) &gt;= 0">
      <xsl:attribute name="version">
        <xsl:value-of select="floor(key('of', 'version'))"/>
      </xsl:attribute>
    </xsl:if>
  </xsl:template>

  <xsl:template match="ninjs" mode="facts">
    <xsl:variable name="first" select="(key('of', 'firstcreated')
        | key('of', 'firstCreated'))[normalize-space()]"/>
    <xsl:apply-templates select="($first | key('of', 'versioncreated')[not($first)]
        | key('of', 'versionCreated')[not($first)])[1]" mode="said">
      <xsl:with-param name="name" select="'issued'"/>
    </xsl:apply-templates>
    <xsl:if test="key('of', 'embargoed')">
      <embargo why="meta">
        <xsl:value-of select="normalize-space(key('of', 'embargoed'))"/>
        <xsl:if test="not(normalize-space(key('of', 'embargoed')))">Embargo</xsl:if>
      </embargo>
    </xsl:if>
    <xsl:if test="normalize-space(key('of', 'pubstatus') | key('of', 'pubStatus'))">
      <status>
        <xsl:value-of select="normalize-space(key('of', 'pubstatus') | key('of', 'pubStatus'))"/>
      </status>
    </xsl:if>
    <xsl:apply-templates select="key('of', 'byline') | key('of', 'by')" mode="said">
      <xsl:with-param name="name" select="'byline'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="key('of', 'ednote') | key('of', 'edNote')" mode="advisory"/>
    <xsl:apply-templates select="key('of', 'subject')/array/item/object/member[@name = 'name']
        | key('of', 'subjects')/array/item/object/member[@name = 'name']
        | key('of', 'keywords')/array/item[not(*)]" mode="said">
      <xsl:with-param name="name" select="'subject'"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="*" mode="advisory">
    <xsl:if test="normalize-space()">
      <advisory><xsl:value-of select="normalize-space()"/></advisory>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="report">
    <message code="media-remote" severity="info"
        quote="{normalize-space((.//member[@name = 'href'] | .//member[@name = 'uri'])[1])}"/>
  </xsl:template>

</xsl:stylesheet>
