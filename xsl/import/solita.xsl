<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  The release of the Nordic wire services (STT, NTB, TT: "Solita"), in no
  namespace: dates as dd.MM.yyyy HH:mm in the house's own time, the text as
  HTML that the reader has unfolded.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:gazette:release:1">

  <xsl:include href="../lib/wire.xsl"/>

  <xsl:template match="/release">
    <release>
      <xsl:if test="normalize-space(@lang)">
        <xsl:attribute name="xml:lang"><xsl:value-of select="normalize-space(@lang)"/></xsl:attribute>
      </xsl:if>
      <xsl:if test="normalize-space(@id)">
        <xsl:attribute name="id"><xsl:value-of select="normalize-space(@id)"/></xsl:attribute>
      </xsl:if>
      <head>
        <xsl:apply-templates select="title" mode="said">
          <xsl:with-param name="name" select="'title'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="leadtext" mode="lead"/>
        <xsl:apply-templates select="publicationDate" mode="said">
          <xsl:with-param name="name" select="'issued'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="embargo" mode="said">
          <xsl:with-param name="name" select="'embargo'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="publisher/name" mode="said">
          <xsl:with-param name="name" select="'publisher'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="keywords/keyword | categories/category/label
            | keywords[not(keyword)]" mode="said">
          <xsl:with-param name="name" select="'subject'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="contacts/contact" mode="contact"/>
        <xsl:if test="not(contacts/contact)">
          <xsl:apply-templates select="contactsAsText[normalize-space()]" mode="contacts"/>
        </xsl:if>
        <source format="solita"/>
      </head>
      <body xmlns="http://www.w3.org/1999/xhtml">
        <xsl:apply-templates select="body/node()" mode="body"/>
      </body>
      <xsl:apply-templates select="boilerplate[normalize-space()]
          | publisher/description[normalize-space()]" mode="boilerplate"/>
      <report>
        <xsl:apply-templates select="images/image/url | documents/document/url"
            mode="report"/>
      </report>
    </release>
  </xsl:template>

  <xsl:template match="contact" mode="contact">
    <contact why="meta">
      <xsl:apply-templates select="name | title | phone | email" mode="part"/>
    </contact>
  </xsl:template>

  <xsl:template match="name" mode="part">
    <name><xsl:value-of select="normalize-space()"/></name>
  </xsl:template>

  <xsl:template match="title" mode="part">
    <role><xsl:value-of select="normalize-space()"/></role>
  </xsl:template>

  <xsl:template match="phone" mode="part">
    <tel><xsl:value-of select="normalize-space()"/></tel>
  </xsl:template>

  <xsl:template match="email" mode="part">
    <email><xsl:value-of select="normalize-space()"/></email>
  </xsl:template>

  <!-- Contacts as lines, that the reader has parted: the finish finds the people. -->
  <xsl:template match="*" mode="contacts">
    <contact why="meta">
      <raw>
        <xsl:apply-templates select="p" mode="line"/>
        <xsl:if test="not(p)"><xsl:value-of select="."/></xsl:if>
      </raw>
    </contact>
  </xsl:template>

  <xsl:template match="p" mode="line">
    <xsl:value-of select="normalize-space()"/>
    <br xmlns="http://www.w3.org/1999/xhtml"/>
  </xsl:template>

  <xsl:template match="*" mode="boilerplate">
    <boilerplate why="meta">
      <xsl:if test="*">
        <xsl:apply-templates mode="body"/>
      </xsl:if>
      <xsl:if test="not(*)">
        <p xmlns="http://www.w3.org/1999/xhtml"><xsl:value-of select="."/></p>
      </xsl:if>
    </boilerplate>
  </xsl:template>

  <xsl:template match="*" mode="report">
    <message code="media-remote" severity="info" quote="{normalize-space()}"/>
  </xsl:template>

</xsl:stylesheet>
